# One way of working in PowerShell, as a whole process. Prints how many events it got, how long the statement took, the peak of the memory, and how many
# methods were compiled at run time.
param(
    [Parameter(Mandatory)][string] $Way,
    [uri] $Api,
    [string] $Token,
    [string] $Key,
    [string] $Module
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'

function Connect {
    Import-Module $Module
    $null = Connect-TwitterDm -AccessToken $Token -ApiBaseUri $Api
}

# As people write it by hand: each page is requested after the other, and the events are kept.
function Read-WithRestMethod {
    $next = ''
    do {
        $page = Invoke-RestMethod "${Api}2/dm_events?max_results=100$next" -Headers @{ Authorization = "Bearer $Token" }
        $page.data
        $next = "&pagination_token=$($page.meta.next_token)"
    } while ($page.meta.next_token)
}

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$events = 0
switch ($Way) {
    'idle' { }
    'import' { Import-Module $Module }
    'first' { Connect; $events = @(Get-DmEvent -First 1).Count }
    'stream' { Connect; $watch.Restart(); Get-DmEvent -ReportVariable report | Out-Null; $events = $report.Events }
    'count' { Connect; $watch.Restart(); $events = (Get-DmEvent | Measure-Object).Count }
    'keep' { Connect; $watch.Restart(); $kept = Get-DmEvent; $events = $kept.Count }
    'loop' { $kept = Read-WithRestMethod; $events = $kept.Count }
}
$milliseconds = $watch.Elapsed.TotalMilliseconds
[string]::Format(
    [cultureinfo]::InvariantCulture, '{0} {1} {2} {3}',
    $events, $milliseconds, [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64, [System.Runtime.JitInfo]::GetCompiledMethodCount($false))
