BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $server = Start-SignInServer -EventCount 60
    # The last connection is the current one. The others have not seen any users yet.
    $fresh, $blank, $connection = 1..3 | ForEach-Object { Connect-SignInServer $server }
    $all = Get-DmEvent
    $user = ($all.Sender | Where-Object Username -EQ jacqueline)[0]
}

AfterAll {
    Get-DmConnection | Disconnect-TwitterDm
    $server.Dispose()
}

Describe 'New-DmConversation' {
    BeforeEach { $server.Reset() }

    It 'accepts participants from <what>' -ForEach @(
        @{ what = 'named parameters'; call = { New-DmConversation -Participant 12, '@zoe_muller' -Text 'Hello, you two!' -Confirm:$false } }
        @{ what = 'positional parameters'; call = { New-DmConversation 12, '@zoe_muller' 'Hello, you two!' -Confirm:$false } }
        @{ what = 'the pipeline'; call = { 12, '@zoe_muller' | New-DmConversation -Text 'Hello, you two!' -Confirm:$false } }
        @{ what = 'the pipeline, as users'; call = { $user, ($all.Sender | Where-Object Username -EQ zoe_muller)[0] | New-DmConversation -Text 'Hello, you two!' -Confirm:$false } }
    ) {
        $first = & $call

        $server.Count('POST /2/dm_conversations') | Should -Be 1
        $server.Sent | Should -HaveCount 1
        $server.Sent[0].RecipientIds | Sort-Object { [long] $_ } | Should -Be '12', '987654321'
        $server.Sent.Text | Should -BeExactly 'Hello, you two!'
        $first | Should -BeOfType 'TwitterDm.DmMessage'
        $first.EventId | Should -Be $server.Sent[0].EventId
        $first.ConversationId | Should -Be $server.Sent[0].ConversationId
        $first.ConversationId | Should -Match '^\d+$'
        $first.Recipient | Should -BeNullOrEmpty
        $first.Text | Should -BeExactly 'Hello, you two!'
    }

    It 'returns a message that can be piped to Send-DmMessage and Get-DmEvent' {
        $group = New-DmConversation 12, 783214 'Hi!' -Confirm:$false
        ($group | Send-DmMessage -Text 'More').ConversationId | Should -Be $group.ConversationId
        $events = $group | Get-DmEvent

        @($events | Where-Object EventType -EQ MessageCreate).Text | Should -Be 'More', 'Hi!'
        $events.ConversationType | Sort-Object -Unique | Should -Be 'Group'
    }

    It 'creates a second group with the same participants' {
        $groups = 1..2 | ForEach-Object { New-DmConversation 12, 783214 'Hi!' -Confirm:$false }

        $groups[0].ConversationId | Should -Not -Be $groups[1].ConversationId
    }

    It 'looks up all names in one request' {
        $null = '@reader_0001', '@reader_0002', '@reader_0003' | New-DmConversation -Text 'Hi!' -Confirm:$false -Connection $fresh

        $server.Requests | Should -Be 'GET /2/users/by', 'POST /2/dm_conversations'
    }

    It 'ignores the account itself and duplicates' {
        $null = New-DmConversation 12, '@jacqueline', $user, 783214, $connection.User 'Hi!' -Confirm:$false

        $server.Sent[0].RecipientIds | Should -Be '12', '783214'
    }

    It 'accepts 49 other participants' {
        $null = 1..49 | ForEach-Object { 1460000000000000000 + $_ } | New-DmConversation -Text 'Hi!' -Confirm:$false

        $server.Sent[0].RecipientIds | Should -HaveCount 49
    }

    It 'sends text with control characters unchanged' {
        $text = "`e[31mred`n$([char] 0x202E)evil"
        (New-DmConversation 12, 783214 $text -Confirm:$false).Text | Should -BeExactly $text
        $server.Sent.Text | Should -BeExactly $text
    }

    It 'rejects <what> before any request and before the prompt' -ForEach @(
        @{ what = 'one participant'; call = { '12' | New-DmConversation -Text canary }; words = '2 to 49 participants besides you, not 1' }
        @{ what = 'one participant twice'; call = { '12', '12' | New-DmConversation -Text canary }; words = '2 to 49 participants besides you, not 1' }
        @{ what = '50 participants'; call = { 1..50 | New-DmConversation -Text canary }; words = '2 to 49 participants besides you, not 50' }
        @{ what = 'no text'; call = { New-DmConversation 12, 783214 }; words = 'The message to a new group is empty' }
        @{ what = 'white space'; call = { New-DmConversation 12, 783214 "`n " }; words = 'The message to a new group is empty' }
        @{ what = 'a text that is too long'; call = { New-DmConversation 12, 783214 ('canary' + 'x' * 10000) }; words = '10,006 characters' }
        @{ what = 'an invalid user'; call = { 'Zoe Muller', '12' | New-DmConversation -Text canary }; words = '''Zoe Muller'' is not a valid user id or @name' }
        @{ what = 'an invalid media id'; call = { New-DmConversation 12, 783214 canary -MediaId x1 }; words = '''x1'' is not a valid media id' }
        @{ what = 'a missing file'; call = { New-DmConversation 12, 783214 canary -MediaPath /no/such/file.png }; words = 'file'; id = 'DmFile'; category = 'ReadError' }
    ) {
        $problem = Get-ErrorOf $call

        Assert-Error $problem ($id ?? 'DmInvalidRequest') ($category ?? 'InvalidArgument')
        "$problem" | Should -BeLike "*$words*"
        "$problem", "$($problem.CategoryInfo)" | Should -Not -Match 'canary'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'takes only a text for -<parameter>, and not <type>' -ForEach @(
        foreach ($parameter in 'Text', 'Name') {
            @{ parameter = $parameter; type = 'DmEvent'; value = { $all[0] } }
            @{ parameter = $parameter; type = 'SecureString'; value = { [securestring]::new() } }
            @{ parameter = $parameter; type = 'Hashtable'; value = { @{ Text = 'canary' } } }
            @{ parameter = $parameter; type = 'Object[]'; value = { 'canary', 'canary' } }
            @{ parameter = $parameter; type = 'PSCustomObject'; value = { [pscustomobject]@{ Text = 'canary' } } }
        }
    ) {
        $given = @{ Text = 'Hello'; Source = 'Chat' }
        $given[$parameter] = & $value
        $problem = Get-ErrorOf { New-DmConversation 12, 783214 @given -Confirm:$false }

        $problem.FullyQualifiedErrorId | Should -BeLike 'ParameterArgumentTransformationError,*'
        "$problem" | Should -BeLike "*An object of the type $([wildcardpattern]::Escape($type)) is not a text.*"
        "$problem" | Should -Not -Match 'canary'
        $server.Requests | Should -BeNullOrEmpty
    }

    It 'reports an error for <what> and creates no group' -ForEach @(
        @{ what = 'an unknown name'; who = '@no_such_name'; id = 'DmNotFound'; category = 'ObjectNotFound'; posts = 0 }
        @{ what = 'an unknown id'; who = '4242'; id = 'DmNotFound'; category = 'ObjectNotFound'; posts = 1 }
        @{ what = 'a user who does not accept messages, by name'; who = '@sato_kenji'; id = 'DmPermission'; category = 'PermissionDenied'; posts = 0 }
        @{ what = 'a user who does not accept messages, by id'; who = '1655555555555555555'; id = 'DmPermission'; category = 'PermissionDenied'; posts = 1 }
    ) {
        $problem = Get-ErrorOf { New-DmConversation 12, 783214, $who Hello -Confirm:$false -Connection $blank }

        Assert-Error $problem $id $category
        $server.Sent | Should -BeNullOrEmpty
        $server.Count('POST /2/dm_conversations') | Should -Be $posts
    }

    It 'does nothing without participants' {
        @() | New-DmConversation -Text Hello -Confirm:$false | Should -BeNullOrEmpty
        $server.Requests | Should -BeNullOrEmpty
    }
}

Describe 'A group whose response is lost' {
    BeforeAll {
        # One connection fails after the request took effect, the other before. Without read permission, the look-up is not possible.
        $lost = Start-TestServer -EventCount 5 -Fault '2:reset'
        $refused = Start-TestServer -EventCount 5 -Fault '2:refuse'
        $found = New-DmConversation 12, 783214 'Hello' -Confirm:$false -Connection (Connect-TestServer $lost)
        $null = Connect-TestServer $refused -Token 'sandbox-token-without-dm-read'
        $problem = Get-ErrorOf { New-DmConversation 12, 783214 'canary hello' -Confirm:$false }
    }

    AfterAll { $lost, $refused | Stop-TestServer }

    It 'is found if it was created' {
        $found.ConversationId | Should -Match '^\d+$'
        $found.Text | Should -Be 'Hello'
        $found | Get-DmEvent -Connection @(Get-DmConnection)[-2] | Where-Object EventType -EQ MessageCreate | ForEach-Object Id | Should -Be $found.EventId
    }

    It 'reports DmSendUncertain if the events cannot be read' {
        Assert-Error $problem 'DmSendUncertain' 'OperationTimeout'
        "$problem" | Should -BeLike 'Delivery of the message to a new group could not be confirmed: *'
        $problem.Exception.UncertainMessage.Text | Should -Be 'canary hello'
        $problem.Exception.UncertainMessage.ConversationId | Should -BeNullOrEmpty
        $problem | Format-List * -Force | Out-String -Width 500 | Should -Not -Match 'canary'
    }
}
