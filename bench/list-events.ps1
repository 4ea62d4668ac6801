# Lists events as a hand-written script does: it waits on a 429 until the reset from X, tries other failures three times, and
# saves the newest id for the next run.
param(
    [Parameter(Mandatory)][uri] $Api,
    [Parameter(Mandatory)][string] $Token,
    [Parameter(Mandatory)][string] $Clock,
    [Parameter(Mandatory)][string] $Ids,
    [string] $State = '-'
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# The clock of the server runs faster.
$start, $speed = $Clock.Split('*')
$start = [datetimeoffset]::Parse($start, [cultureinfo]::InvariantCulture)
$speed = [double]::Parse($speed, [cultureinfo]::InvariantCulture)
function Get-Now { $start + ([datetimeoffset]::UtcNow - $start) * $speed }
function Wait-Second([double] $Seconds) { if ($Seconds -gt 0) { Start-Sleep -Milliseconds (1000 * $Seconds / $speed) } }

function Get-Page([string] $Next) {
    for ($attempt = 1; ; $attempt++) {
        try {
            return Invoke-RestMethod "${Api}2/dm_events?max_results=100&dm_event.fields=id,text,created_at,event_type&expansions=sender_id$Next" -Headers @{ Authorization = "Bearer $Token" }
        }
        catch {
            $response = $_.Exception.Response
            if ($response -and [int] $response.StatusCode -eq 429) {
                $reset = try { [datetimeoffset]::FromUnixTimeSeconds("$($response.Headers.GetValues('x-rate-limit-reset'))") } catch { (Get-Now).AddSeconds(60) }
                Wait-Second (($reset - (Get-Now)).TotalSeconds + 1)
                $attempt--
            }
            elseif ($attempt -ge 3) { throw }
            else { Wait-Second 5 }
        }
    }
}

$last = if ($State -ne '-' -and (Test-Path $State)) { [long] (Get-Content $State) } else { 0 }
$newest = $last
$next = ''
do {
    $page = Get-Page $next
    foreach ($item in $page.data) {
        if ([long] $item.id -le $last) { $done = $true; break }
        Add-Content $Ids $item.id
        $newest = [Math]::Max($newest, [long] $item.id)
    }
    $next = "&pagination_token=$($page.meta.next_token)"
} while ($page.meta.next_token -and -not $done)
if ($State -ne '-') { Set-Content $State $newest }
