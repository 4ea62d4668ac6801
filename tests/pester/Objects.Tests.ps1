BeforeDiscovery {
    $types = 'DmEvent', 'DmUser', 'DmMedia', 'DmMessage', 'DmConversation', 'DmConnection', 'DmListingReport', 'DmRateLimit', 'DmRateLimitForecast', 'DmUsage', 'DmCheck', 'DmProfile'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $connection = Connect-TwitterDm -Sandbox -EventCount 200
    $all = Get-DmEvent -ReportVariable report
    $sent = Send-DmMessage -To '@jacqueline' -Text 'We open at nine.'
    $null = New-ProfileFolder
    $server = Start-SignInServer
    $tokens = New-Token $server
    $null = Connect-TwitterDm -AccessToken $tokens.AccessToken -RefreshToken $tokens.RefreshToken -ClientId sandbox-public-client -ApiBaseUri $server.Uri -SaveAs one -WarningAction Ignore
    $null = $connection | Select-DmConnection
    # Every type that cmdlets return.
    $live = @{
        DmEvent             = $all
        DmUser              = $all.Sender | Where-Object { $_ } | Select-Object -First 5
        DmMedia             = $all.Media
        DmMessage           = $sent
        DmConversation      = Get-DmConversation
        DmConnection        = $connection
        DmListingReport     = $report
        DmRateLimit         = Get-DmRateLimit
        DmRateLimitForecast = Get-DmRateLimit -EventCount 1000
        DmUsage             = $connection.Usage
        DmCheck             = Test-TwitterDm
        DmProfile           = Get-DmProfile
    }
    $file = Join-Path $TestDrive 'objects.clixml'
    $live | Export-Clixml $file
    $exported = Import-Clixml $file
    # What a job and a remote session return has passed the same serializer.
    $module = (Get-Module TwitterDm).Path
    $job = Start-Job {
        Import-Module $using:module
        $PSStyle.OutputRendering = 'PlainText'
        $null = Connect-TwitterDm -Sandbox -EventCount 200
        # ChatViews.Tests.ps1 is about X Chat.
        $events = Get-DmEvent -Source Classic -First 30 -ReportVariable report
        foreach ($objects in $events, ($events.Sender | Select-Object -First 3), @($events.Media), (Send-DmMessage 12 'Hello'), (Get-DmConversation -Source Classic), $report, (Get-DmRateLimit), (Test-TwitterDm)) {
            # How it looks there, and the objects.
            "$($objects[0].GetType().FullName)|$($objects | Format-Table | Out-String -Width 120)"
            $objects
        }
    } | Receive-Job -Wait -AutoRemoveJob
    $fromJob = $job | Where-Object { $_.PSObject.TypeNames[0] -eq 'Deserialized.TwitterDm.DmEvent' }

    # The names of the views of a type.
    [xml] $views = Get-Content (Join-Path (Split-Path $module) 'TwitterDm.Format.ps1xml')
    function ViewsOf($Type, $Control) {
        $views.Configuration.ViewDefinitions.View | Where-Object { $_.ViewSelectedBy.TypeName -contains "TwitterDm.$Type" -and $_.$Control } | ForEach-Object Name
    }
}

AfterAll {
    $PSStyle.OutputRendering = $rendering
    Get-DmConnection | Disconnect-TwitterDm
    Remove-ProfileFolder
    $server.Dispose()
}

Describe 'An object of the type <_>' -ForEach $types {
    BeforeAll { $type = $_ }

    It 'looks the same live and after Export-Clixml, at <_> columns' -ForEach 80, 120, 200 {
        foreach ($view in ViewsOf $type TableControl) {
            $expected = $live[$type] | Format-Table -View $view | Out-String -Width $_
            # A deserialized connection is not the current one.
            $expected = $expected -replace '(?m)^\* @', '  @'
            $exported[$type] | Format-Table -View $view | Out-String -Width $_ | Should -BeExactly $expected
            $expected.Split("`n") | ForEach-Object { $_.TrimEnd().Length } | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual $_
        }
        foreach ($view in ViewsOf $type ListControl) {
            $expected = $live[$type] | Format-List -View $view | Out-String -Width $_
            $exported[$type] | Format-List -View $view | Out-String -Width $_ | Should -BeExactly $expected
            $expected | Should -Not -Match 'ArrayList|TwitterDm\.|System\.'
        }
    }

    It 'has names in place of the values of an enumeration, in its properties and theirs' {
        function Get-EnumerationOf([type] $Type, $Seen) {
            if (-not $Seen.Add($Type)) { return }
            foreach ($property in $Type.GetProperties()) {
                foreach ($part in @($property.PropertyType) + $property.PropertyType.GenericTypeArguments) {
                    if ($part.IsEnum) { "$($Type.Name).$($property.Name)" }
                    elseif ($part.Namespace -eq 'TwitterDm') { Get-EnumerationOf $part $Seen }
                }
            }
        }
        $seen = [System.Collections.Generic.HashSet[type]]::new()
        Get-EnumerationOf "TwitterDm.$type" $seen | Should -BeNullOrEmpty
        $seen.Count | Should -BeGreaterThan 0
    }

    It 'is found by the same filters live and after Export-Clixml, and has the same texts in JSON' {
        foreach ($property in $live[$type][0].PSObject.Properties | Where-Object TypeNameOfValue -EQ 'System.String') {
            $name = $property.Name
            $json = $live[$type] | ConvertTo-Json -Depth 6 -AsArray | ConvertFrom-JsonText
            foreach ($value in $live[$type].$name | Where-Object { $_ } | Sort-Object -Unique -CaseSensitive | Select-Object -First 5) {
                $count = @($live[$type] | Where-Object $name -CEQ $value).Count
                $exported[$type] | Where-Object $name -CEQ $value | Should -HaveCount $count
                $json | Where-Object $name -CEQ $value | Should -HaveCount $count
            }
        }
    }

    It 'has the same CSV live and after Export-Clixml' {
        $expected = $live[$type] | ConvertTo-Csv
        $exported[$type] | ConvertTo-Csv | Should -BeExactly $expected
        "$expected" | Should -Not -Match 'System\.|TwitterDm\.Dm'
    }

    It 'has local times, and no other kind of time' {
        foreach ($property in $live[$type][0].PSObject.Properties | Where-Object { $_.TypeNameOfValue -match 'DateTime' }) {
            $property.TypeNameOfValue | Should -Match '^System\.(Nullable`1\[\[)?System\.DateTime\b|^System\.DateTime$'
            if ($null -ne $property.Value) { $property.Value.Kind | Should -Be Local }
        }
    }
}

Describe 'Events' {
    It 'are found by the same filters live, after Export-Clixml, and from a job' {
        foreach ($events in $all, $exported.DmEvent) {
            $events | Where-Object EventType -EQ MessageCreate | Should -HaveCount ($all.EventType -eq 'MessageCreate').Count
            $events | Where-Object EventType -EQ ([TwitterDm.DmEventType]::ParticipantsJoin) | Should -HaveCount ($all.EventType -eq 'ParticipantsJoin').Count
            $events | Where-Object CreatedAt -GE $all[9].CreatedAt | Should -HaveCount 10
            $events | Where-Object { $_.Sender.Username -eq 'jacqueline' } | Should -HaveCount ($all.SenderUsername -eq 'jacqueline').Count
        }
        ($fromJob.EventType | Sort-Object -Unique) | Should -Be ($all[0..29].EventType | Sort-Object -Unique)
        $fromJob[0].Sender.Username | Should -Not -BeNullOrEmpty
        ($fromJob | Where-Object { $_.Media.Count })[0].Media[0].Type | Should -BeIn 'photo', 'video', 'animated_gif'
        $fromJob | Out-String | Should -Match '(?m)^\d{4}-\d\d-\d\d \d\d:\d\d (<-|->) \S+ +\S'
    }

    It 'are found by the same filters after JSON and CSV: <_>' -ForEach 'EventType', 'Source', 'Direction', 'ConversationType', 'ContentState', 'Id', 'Timestamp' {
        $csv = $all | ConvertTo-Csv | ConvertFrom-Csv
        $json = $all | ConvertTo-Json -Depth 5 -AsArray | ConvertFrom-JsonText
        foreach ($value in $all.$_ | Sort-Object -Unique) {
            $expected = ($all | Where-Object $_ -EQ $value).Id
            ($csv | Where-Object $_ -EQ $value).Id | Should -Be $expected
            ($json | Where-Object $_ -EQ $value).Id | Should -Be $expected
            ($exported.DmEvent | Where-Object $_ -EQ $value).Id | Should -Be $expected
        }
    }

    It 'have the same CSV from a job as live, with posts and lists' {
        $fromJob | Select-Object -Property * -ExcludeProperty PSComputerName, PSShowComputerName, RunspaceId, PSSourceJobInstanceId | ConvertTo-Csv |
            Should -Not -Match 'Hashtable|ArrayList|TwitterDm\.'
        $live.DmEvent | ConvertTo-Csv | Where-Object { $_ -match 'referenced_posts' } | Should -Not -BeNullOrEmpty
        ($exported.DmEvent | ConvertTo-Csv | ConvertFrom-Csv).ParticipantIds | Should -Contain "$($all.Where({ $_.ParticipantIds.Count -eq 2 })[0].ParticipantIds -join '; ')"
    }

    It 'have additional properties by name live and after Export-Clixml' {
        foreach ($events in $all, $exported.DmEvent) {
            $post = ($events | Where-Object { $_.ReferencedPostIds.Count })[0]
            $post.AdditionalProperties.referenced_posts[0].id | Should -BeExactly $post.ReferencedPostIds[0]
            $post.AdditionalProperties['referenced_posts'][0]['id'] | Should -BeExactly $post.ReferencedPostIds[0]
            $post.ReferencedPostIds[-1] | Should -BeExactly $post.ReferencedPostIds[0]
        }
    }

    It 'and all other objects look the same from a job as there' {
        $texts = @($job | Where-Object { $_ -is [string] })
        $texts | Should -HaveCount 8
        foreach ($text in $texts) {
            $type, $expected = $text -split '\|', 2
            $job | Where-Object { $_.PSObject.TypeNames[0] -eq "Deserialized.$type" } | Format-Table | Out-String -Width 120 | Should -BeExactly $expected
        }
    }

    It 'have a time that compares with Get-Date, and a timestamp that is the same on every machine' {
        ((Get-Date) - $all[0].CreatedAt) | Should -BeOfType timespan
        $all[0].Timestamp | Should -BeExactly $all[0].CreatedAt.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
        ($all.Timestamp | Sort-Object -Descending) | Should -Be $all.Timestamp
    }

    It 'keep the timestamp in every culture: <_>' -ForEach 'th-TH', 'ar-SA', 'fa-IR', 'de-DE' {
        $previous = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            ($all[0] | ConvertTo-Csv | ConvertFrom-Csv).Timestamp | Should -BeExactly $all[0].Timestamp
            $all[0].Timestamp | Should -Match '^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$'
        }
        finally { [cultureinfo]::CurrentCulture = $previous }
    }

    It 'are grouped and found by sender after Export-Clixml as live' {
        foreach ($property in 'SenderUsername', 'SenderId') {
            ($exported.DmEvent | Group-Object $property | Sort-Object Name).Count | Should -Be ($all | Group-Object $property | Sort-Object Name).Count
            @($exported.DmEvent | Where-Object $property -EQ $all[0].$property).Count | Should -Be @($all | Where-Object $property -EQ $all[0].$property).Count
        }
    }

    It 'are whole in the JSON of conversations with a depth of 6' {
        $video = ($all | Where-Object { $_.Media.Variants.Count })[0]
        $conversation = [TwitterDm.DmConversation]@{ ConversationId = '1'; ConversationType = 'Group'; FirstEvent = $video; LastEvent = $video }
        $json = $live.DmConversation + $conversation | ConvertTo-Json -Depth 6 -WarningVariable warnings
        $json | Should -Not -Match 'TwitterDm\.Dm'
        $warnings | Should -BeNullOrEmpty
        ($json | ConvertFrom-Json)[-1].LastEvent.Media[0].Variants[0].Url | Should -BeExactly $video.Media[0].Variants[0].Url
    }

    It 'are whole in JSON with a depth of 5' {
        $all | ConvertTo-Json -Depth 5 -WarningVariable warnings | Should -Not -Match 'TwitterDm\.Dm'
        $warnings | Should -BeNullOrEmpty
    }
}
