BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 120
    $other = Connect-SignInServer $server -Account 2
    $connection = Connect-SignInServer $server

    function Get-Deleted { @($server.Requests) -like 'DELETE *' -replace '.*/' }
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'Remove-DmEvent' {
    BeforeEach {
        # Each test uses its own events, because deleted events cannot be restored, and because an account can delete only what it sent.
        $null = 1..6 | ForEach-Object { Send-DmMessage 12 "Message $_" }
        $events = @(Get-DmEvent -First 6)
        $server.Reset()
    }

    AfterEach { @(Get-DmEvent -First 6 | Where-Object Id -In (Get-Deleted | Where-Object { $_ -notin $theirs.Id })) | Should -BeNullOrEmpty -Because 'what was deleted is gone' }

    It 'accepts <what>' -ForEach @(
        @{ what = 'an id'; call = { Remove-DmEvent -Id $events[0].Id -Confirm:$false } }
        @{ what = 'an id by position'; call = { Remove-DmEvent $events[0].Id -Confirm:$false } }
        @{ what = 'a number'; call = { Remove-DmEvent ([long] $events[0].Id) -Confirm:$false } }
        @{ what = 'an event'; call = { Remove-DmEvent $events[0] -Confirm:$false } }
        @{ what = 'several'; call = { Remove-DmEvent -Id $events[0].Id, $events[1], ([long] $events[2].Id) -Confirm:$false }; count = 3 }
        @{ what = 'ids from the pipeline'; call = { $events[0..2].Id | Remove-DmEvent -Confirm:$false }; count = 3 }
        @{ what = 'numbers from the pipeline'; call = { $events[0..2].Id | ForEach-Object { [long] $_ } | Remove-DmEvent -Confirm:$false }; count = 3 }
        @{ what = 'events from the pipeline'; call = { $events[0..2] | Remove-DmEvent -Confirm:$false }; count = 3 }
        @{ what = 'rows with an Id'; call = { $events[0..2] | Select-Object Id, EventType, Text | ConvertTo-Csv | ConvertFrom-Csv | Remove-DmEvent -Confirm:$false }; count = 3 }
        @{ what = 'rows with an EventId'; call = { $events[0..2] | ForEach-Object { [pscustomobject]@{ EventId = $_.Id; Text = 'x' } } | Remove-DmEvent -Confirm:$false }; count = 3 }
        @{ what = 'rows of a listing that Export-Csv wrote'; call = { $events[0..2] | ConvertTo-Csv | ConvertFrom-Csv | Remove-DmEvent -Confirm:$false }; count = 3 }
    ) {
        $used = $connection.Usage
        & $call | Should -BeNullOrEmpty

        $count ??= 1
        Get-Deleted | Should -Be $events[0..($count - 1)].Id
        $connection.Usage.EventsDeleted - $used.EventsDeleted | Should -Be $count
        $connection.Usage.EstimatedCost - $used.EstimatedCost | Should -Be (0.01 * $count)
        (Get-DmEvent -First 1).Id | Should -Be $events[$count].Id
    }

    It 'accepts sent messages and the first message of a new group' {
        $sent = @(Send-DmMessage 12 'to the wrong person'; New-DmConversation 12, 783214 'to the wrong group' -Confirm:$false)
        $sent | Remove-DmEvent -Confirm:$false

        Get-Deleted | Should -Be $sent.EventId
    }

    It 'does not delete the event for other participants' {
        $sent = Send-DmMessage -To 1440000000000000002 -Text 'Between us'
        $sent | Remove-DmEvent -Confirm:$false

        (Get-ErrorOf { Get-DmEvent -Id $sent.EventId }).FullyQualifiedErrorId | Should -BeLike 'DmNotFound,*'
        (Get-DmEvent -Id $sent.EventId -Connection $other).Text | Should -Be 'Between us'
    }

    It 'reports an unknown or invalid id and deletes the others' {
        $problems = $null
        $events[0].Id, '1', '12ab', $events[1].Id | Remove-DmEvent -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue

        Get-Deleted | Should -Be $events[0].Id, '1', $events[1].Id
        Assert-Error $problems[0] 'DmNotFound' 'ObjectNotFound'
        Assert-Error $problems[1] 'DmInvalidRequest' 'InvalidArgument'
        $problems.TargetObject | ForEach-Object ToString | Should -Be '1', '12ab'
        "$($problems[1])" | Should -Match '12ab'
    }

    It 'deletes an event once that comes twice' {
        $events[0], $events[1], $events[0].Id | Remove-DmEvent -Confirm:$false -ErrorAction Stop

        Get-Deleted | Should -Be $events[0..1].Id
    }

    It 'does not find an event of another account' {
        $theirs = (Get-DmEvent -First 1 -Connection $other).Id
        Assert-Error (Get-ErrorOf { Remove-DmEvent $theirs -Confirm:$false }) 'DmNotFound' 'ObjectNotFound'

        (Get-DmEvent -First 1 -Connection $other).Id | Should -Be $theirs
    }

    It 'reports an event that somebody else sent and deletes the others' {
        $theirs = Get-DmEvent | Where-Object Direction -EQ Incoming | Select-Object -First 1
        $problems = $null
        $events[0], $theirs, $events[1] | Remove-DmEvent -Confirm:$false -ErrorVariable problems -ErrorAction SilentlyContinue

        Assert-Error $problems[0] 'DmPermission' 'PermissionDenied'
        $problems | Should -HaveCount 1
        $problems[0].TargetObject.ToString() | Should -Match $theirs.Id
        $problems[0].ErrorDetails.RecommendedAction | Should -Match 'only what you sent'
        (Get-DmEvent -Id $theirs.Id).Id | Should -Be $theirs.Id
        @(Get-DmEvent -First 3 | Where-Object Id -In $events[0..1].Id) | Should -BeNullOrEmpty
    }

    It 'does not show the text of an event' {
        $mine = Send-DmMessage 12 'canary text'
        $mine | Remove-DmEvent -Confirm:$false
        $streams = & { $mine | Remove-DmEvent -Confirm:$false -Verbose } 2>&1 4>&1

        $streams | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Should -HaveCount 1
        $streams | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'canary'
        $streams | Out-String -Width 500 | Should -Not -Match 'canary'
    }

    It 'deletes nothing for a row without an id or without input' {
        (Get-ErrorOf { [pscustomobject]@{ Text = 'x' } | Remove-DmEvent -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
        (Get-ErrorOf { [pscustomobject]@{ Id = ''; Text = 'x' } | Remove-DmEvent -Confirm:$false }).FullyQualifiedErrorId | Should -BeLike 'DmInvalidRequest,*'
        @() | Remove-DmEvent -Confirm:$false

        $server.Requests | Should -BeNullOrEmpty
    }

    It 'stops at the first error with -ErrorAction Stop' {
        { '1', $events[0].Id | Remove-DmEvent -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'DmNotFound,*'
        Get-Deleted | Should -Be '1'
    }
}
