# Sends rows as a hand-written script does: it records each sent row in a file, so that the next run skips it.
param(
    [Parameter(Mandatory)][uri] $Api,
    [Parameter(Mandatory)][string] $Token,
    [Parameter(Mandatory)][string] $Done,
    [Parameter(Mandatory)][int] $Rows,
    [Parameter(Mandatory)][int] $Attempts
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$sent = [System.Collections.Generic.HashSet[string]]::new()
if (Test-Path $Done) { Get-Content $Done | ForEach-Object { $null = $sent.Add($_) } }

foreach ($row in 1..$Rows) {
    if ($sent.Contains("$row")) { continue }
    $body = @{ text = "Message $row" } | ConvertTo-Json
    for ($attempt = 1; $attempt -le $Attempts; $attempt++) {
        try {
            $null = Invoke-RestMethod "${Api}2/dm_conversations/with/$(1460000000000000000 + $row)/messages" -Method Post -Body $body -ContentType 'application/json' -Headers @{ Authorization = "Bearer $Token" }
            Add-Content $Done $row
            break
        }
        catch {
            Start-Sleep -Milliseconds 100
        }
    }

    # A script without retries records the row as done; otherwise, it would never get past it.
    if ($Attempts -eq 1) { Add-Content $Done $row }
}
