# Reads all events from a sandbox's port in one of the ways available to users, and prints the measurements as JSON.
param(
    [Parameter(Mandatory)][ValidateSet('Get-DmEvent', 'Invoke-RestMethod')][string] $Way,
    [Parameter(Mandatory)][uri] $Api,
    [Parameter(Mandatory)][string] $Token,
    [Parameter(Mandatory)][string] $Module,
    [Parameter(Mandatory)][string] $Csv
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
$script:requests = 0

function Read-WithRestMethod {
    $query = 'max_results=100&dm_event.fields=attachments,created_at,dm_conversation_id,entities,event_type,id,text' +
        '&expansions=attachments.media_keys,participant_ids,referenced_posts,sender_id'
    $all = @()
    $next = ''
    do {
        $page = Invoke-RestMethod "${Api}2/dm_events?$query$next" -Headers @{ Authorization = "Bearer $Token" }
        $script:requests++
        $users = @{}
        foreach ($user in $page.includes.users) { $users[$user.id] = $user.username }
        $all += foreach ($item in $page.data) {
            [pscustomobject]@{
                Id = $item.id; EventType = $item.event_type; CreatedAt = $item.created_at; ConversationId = $item.dm_conversation_id
                SenderId = $item.sender_id; SenderUsername = $users["$($item.sender_id)"]; Text = $item.text
            }
        }
        $next = "&pagination_token=$($page.meta.next_token)"
    } while ($page.meta.next_token)
    $all
}

function Read-WithModule {
    Import-Module $Module
    $connection = Connect-TwitterDm -AccessToken $Token -ApiBaseUri $Api
    Get-DmEvent -Connection $connection
    $script:requests = $connection.Usage.Requests
}

$watch = [System.Diagnostics.Stopwatch]::StartNew()
$count = 0
$read = if ($Way -eq 'Get-DmEvent') { ${function:Read-WithModule} } else { ${function:Read-WithRestMethod} }
. $read | ForEach-Object { $count++; $_ } | Export-Csv $Csv
@{
    events       = $count
    requests     = $requests
    milliseconds = $watch.ElapsedMilliseconds
    peakBytes    = [System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64
} | ConvertTo-Json -Compress
