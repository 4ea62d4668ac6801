# One way of working in PowerShell, as a whole process. Prints how many events it got, how long the statement took, the peak of the memory, and how many
# methods were compiled at run time.
param(
    [Parameter(Mandatory)][string] $Way,
    [uri] $Api,
    [string] $Token,
    [string] $Key,
    [string] $Module,
    [string] $BareModule
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'

function Connect([hashtable] $More = @{}) {
    Import-Module $Module
    $null = Connect-TwitterDm -AccessToken $Token -ApiBaseUri $Api @More
}

# The sandbox has a dozen conversations, which are read in turns.
function Get-ConversationId {
    Connect
    $known = @(Get-DmEvent | ForEach-Object ConversationId | Sort-Object -Unique)
    0..49 | ForEach-Object { $known[$_ % $known.Count] }
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

$bare = @{ Api = $Api; Token = $Token; CountVariable = 'events' }
$watch = [System.Diagnostics.Stopwatch]::StartNew()
$events = 0
switch ($Way) {
    'idle' { }
    'import' { Import-Module $Module }
    'first' { Connect; $events = @(Get-DmEvent -First 1).Count }
    'stream' { Connect; $watch.Restart(); Get-DmEvent -ReportVariable report | Out-Null; $events = $report.Events }
    'bare' { Import-Module $BareModule; $watch.Restart(); Get-BareEvent @bare | Out-Null }
    'bare-kept' { Import-Module $BareModule; $watch.Restart(); $kept = Get-BareEvent @bare }
    'shaped' { Import-Module $Module, $BareModule; $watch.Restart(); Get-BareEvent @bare | Out-Null }
    'connected' { Connect; Import-Module $BareModule; $watch.Restart(); Get-BareEvent @bare | Out-Null }
    'connected-kept' { Connect; Import-Module $BareModule; $watch.Restart(); $kept = Get-BareEvent @bare }
    'count' { Connect; $watch.Restart(); $events = (Get-DmEvent | Measure-Object).Count }
    'keep' { Connect; $watch.Restart(); $kept = Get-DmEvent; $events = $kept.Count }
    'chat' { Connect @{ ChatKey = $Key }; $watch.Restart(); Get-DmEvent -Source Chat -ReportVariable report | Out-Null; $events = $report.Events }
    'sequential' { $ids = Get-ConversationId; $watch.Restart(); $events = ($ids | ForEach-Object { Get-DmEvent -ConversationId $_ }).Count }
    'parallel' {
        $ids = Get-ConversationId
        $connection = Get-DmConnection
        $watch.Restart()
        $events = ($ids | ForEach-Object -ThrottleLimit 10 -Parallel {
            Import-Module $using:Module
            Get-DmEvent -ConversationId $_ -Connection $using:connection
        }).Count
    }
    'loop' { $kept = Read-WithRestMethod; $events = $kept.Count }
}
$milliseconds = $watch.Elapsed.TotalMilliseconds
[string]::Format(
    [cultureinfo]::InvariantCulture, '{0} {1} {2} {3}',
    $events, $milliseconds, [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64, [System.Runtime.JitInfo]::GetCompiledMethodCount($false))
