#Requires -Version 7.4

<#
.SYNOPSIS
    Reads what is new for one account into a shared folder.

.DESCRIPTION
    Appends a file with the new events, and advances the checkpoint.
    Returns what happened as an object, and does not fail because of
    the account. An account is read by one process at a time.

.PARAMETER Name
    The account: the name of its saved sign-in and of its folder.

.PARAMETER Path
    The shared folder.

.PARAMETER MinAge
    Skips the account if it was read within this time.

.PARAMETER SignIn
    How to connect, if not with the saved sign-in of that name: the
    parameters of Connect-TwitterDm.

.EXAMPLE
    ./Read-Account.ps1 support /srv/twitterdm
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [ValidatePattern('^\w[\w .-]*$')]
    [string] $Name,

    [Parameter(Mandatory)]
    [string] $Path,

    [timespan] $MinAge = '00:10:00',

    [hashtable] $SignIn = @{ ProfileName = $Name }
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

# The open file is the lock. The system closes it when its process ends,
# also if that is killed. The file itself stays, and does no harm.
function Open-Lock([string] $File) {
    try {
        [IO.File]::Open($File, 'OpenOrCreate', 'ReadWrite', 'None')
    }
    catch [IO.IOException] {
        # In use, on Linux, macOS and Windows. The rest are errors.
        $code = $_.Exception.GetBaseException().HResult
        if ($code -notin 11, 35, 0x80070020) { throw }
    }
}

# When the account was last read. A line that a crash cut is skipped.
function Get-LastTime([string] $Journal) {
    $done = Get-Content -LiteralPath $Journal -Tail 100 |
        Where-Object { $_ -and (Test-Json $_ -ErrorAction Ignore) } |
        ConvertFrom-Json |
        Where-Object Result -EQ Done | Select-Object -Last 1
    $done ? $done.Ended : [datetime]::MinValue
}

function Read-NewEvent([string] $Folder, $Entry) {
    $report = $null
    $checkpoint = "$Folder/checkpoint.json"
    $next = "$Folder/checkpoint.next"
    $part = "$Folder/events.part"

    # What a killed run left is not used: this one starts where it did.
    Remove-Item -LiteralPath $next, $part -ErrorAction Ignore
    if (Test-Path -LiteralPath $checkpoint) {
        Copy-Item -LiteralPath $checkpoint -Destination $next
    }

    $connection = Connect-TwitterDm @SignIn
    try {
        $query = @{
            Connection     = $connection
            Checkpoint     = $next
            ReportVariable = 'report'
        }
        Get-DmEvent @query -SafeText |
            Export-Csv -LiteralPath $part

        # Events first, then the checkpoint: a run that is killed in
        # between repeats events, but loses none. Both moves are atomic.
        if ($report.Events) {
            $run = '{0:yyyyMMddTHHmmssfff}Z-{1}-{2}' -f $Entry.Begun,
                $Entry.Machine, $Entry.Process
            [IO.File]::Move($part, "$Folder/events-$run.csv")
        }
        if (Test-Path -LiteralPath $next) {
            [IO.File]::Move($next, $checkpoint, $true)
        }
    }
    finally {
        if ($report) {
            $Entry.Events = $report.Events
            $Entry.Requests = $report.Requests
            $Entry.Cost = $report.EstimatedCost
        }
        # Also delivers refreshed tokens to -OnTokenRefresh.
        $connection | Disconnect-TwitterDm
    }
}

$entry = [pscustomobject]@{
    Account  = $Name
    Result   = 'Begun'
    Begun    = [datetime]::UtcNow
    Ended    = $null
    Machine  = [Environment]::MachineName
    Process  = $PID
    Worker   = [runspace]::DefaultRunspace.Id
    Events   = 0
    Requests = 0
    Cost     = 0
    Error    = $null
}
$lock = $null
try {
    $folder = Join-Path (Convert-Path -LiteralPath $Path) accounts $Name
    $null = New-Item -Path $folder -ItemType Directory -Force

    $lock = Open-Lock "$folder/lock"
    if (-not $lock) {
        $entry.Result = 'Busy'
        return $entry
    }
    if ($second = Open-Lock "$folder/lock") {
        $second.Dispose()
        throw "Files cannot be locked in '$folder'."
    }
    $journal = "$folder/journal.jsonl"
    $null = New-Item -Path $journal -ItemType File -ErrorAction Ignore
    if ([datetime]::UtcNow - (Get-LastTime $journal) -lt $MinAge) {
        $entry.Result = 'Recent'
        return $entry
    }

    $entry | ConvertTo-Json -Compress | Add-Content $journal
    try {
        Read-NewEvent $folder $entry
        $entry.Result = 'Done'
    }
    catch {
        $entry.Result = 'Failed'
        $entry.Error = "$_"
    }
    $entry.Ended = [datetime]::UtcNow
    $entry | ConvertTo-Json -Compress | Add-Content $journal
}
catch {
    $entry.Result = 'Failed'
    $entry.Error = "$_"
}
finally {
    if ($lock) { $lock.Dispose() }
}
$entry
