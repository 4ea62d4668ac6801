BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    $PSDefaultParameterValues = Get-ClassicDefault
    $connection = Connect-TwitterDm -Sandbox -EventCount 400
    $all = Get-DmEvent -WarningAction Ignore
    # The number of events at a time or later.
    function CountSince([datetime] $Time) { @($all | Where-Object CreatedAt -GE $Time).Count }
}

AfterAll { Get-DmConnection | Disconnect-TwitterDm }

Describe '-Since and -Until' {
    It 'take a duration, which means that long ago: <_>' -ForEach '7d', '168h', '1w', '10080m', '604800s', '7.0d' {
        Get-DmEvent -Since $_ | Should -HaveCount (CountSince (Get-Date).AddDays(-7))
        Get-DmEvent -Until $_ -First 1 | ForEach-Object CreatedAt | Should -BeLessThan (Get-Date).AddDays(-7)
    }

    It 'take a day without a time, and lower case' {
        $day = [System.DateOnly]::FromDateTime((Get-Date).AddDays(-5))
        Get-DmEvent -Since $day | Should -HaveCount (CountSince (Get-Date).Date.AddDays(-5))
        $text = '{0:yyyy-MM-dd}t08:00z' -f (Get-Date).AddDays(-5)
        Get-DmEvent -Since $text | Should -HaveCount (CountSince ([datetime]::Parse($text.ToUpperInvariant(), [cultureinfo]::InvariantCulture)))
    }

    It 'take a duration without quotation marks' {
        Get-DmEvent -Since 7d | Should -HaveCount (CountSince (Get-Date).AddDays(-7))
        Get-DmEvent -Since 12h | Should -HaveCount (CountSince (Get-Date).AddHours(-12))
        Get-DmEvent -Since 2w | Should -HaveCount (CountSince (Get-Date).AddDays(-14))
        Get-DmEvent -Since 30s | Should -HaveCount (CountSince (Get-Date).AddSeconds(-30))
    }

    It 'take a time span, a date and time, and the time of an event' {
        Get-DmEvent -Since (New-TimeSpan -Days 7) | Should -HaveCount (CountSince (Get-Date).AddDays(-7))
        Get-DmEvent -Since (Get-Date).AddDays(-7) | Should -HaveCount (CountSince (Get-Date).AddDays(-7))
        Get-DmEvent -Since $all[20].CreatedAt | Should -HaveCount 21
        Get-DmEvent -Since $all[20].Timestamp | Should -HaveCount 21
        Get-DmEvent -Since ([datetime]::SpecifyKind($all[20].CreatedAt, 'Unspecified')) | Should -HaveCount 21
        Get-DmConversation -Since 7d | Measure-Object EventCount -Sum | ForEach-Object Sum | Should -Be (CountSince (Get-Date).AddDays(-7))
    }

    It 'mean the same in the culture <_>' -ForEach 'th-TH', 'fa-IR', 'ar-SA', 'de-DE', 'en-US' {
        $date = (Get-Date).Date.AddDays(-5)
        $text = $date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
        $previous = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            Get-DmEvent -Since $text | Should -HaveCount (CountSince $date)
            Get-DmEvent -Since "${text}T00:00" | Should -HaveCount (CountSince $date)
        }
        finally { [cultureinfo]::CurrentCulture = $previous }
    }

    It 'reject what is not a time, before any request: <_>' -ForEach '7', '11/20/2026', '20.11.2026', 'yesterday', '-7d', '' {
        $requests = $connection.Usage.Requests

        { Get-DmEvent -Since $_ } | Should -Throw '*is not a valid time. Use a date such as 2026-11-20*' -ErrorId 'ParameterArgumentTransformationError,*'
        $connection.Usage.Requests | Should -Be $requests
    }

    It 'reject a bare number and null' {
        { Get-DmEvent -Since 7 } | Should -Throw "*'7' is not a valid time*"
        { Get-DmEvent -Since 1y } | Should -Throw "*'1y' is not a valid time*"
        { Get-DmEvent -Since $null } | Should -Throw '*The time is null*'
        { Get-DmEvent -Until $null } | Should -Throw '*The time is null*'
        { Get-DmConversation -Since $null } | Should -Throw '*The time is null*'
    }
}

Describe '-MaxWait' {
    It 'takes a duration: <_>' -ForEach '15m', '1h', '00:15:00', '0s' {
        Get-DmEvent -First 1 -MaxWait $_ | Should -HaveCount 1
    }

    It 'takes a duration without quotation marks' {
        Get-DmEvent -First 1 -MaxWait 15m | Should -HaveCount 1
        Get-DmEvent -First 1 -MaxWait 30s | Should -HaveCount 1
        Get-DmEvent -First 1 -MaxWait 00:15:00 | Should -HaveCount 1
        Get-DmEvent -First 1 -MaxWait (New-TimeSpan -Minutes 15) | Should -HaveCount 1
    }

    It 'rejects a number without a unit, which PowerShell would read as ticks or days' {
        { Get-DmEvent -MaxWait 15 } | Should -Throw "*'15' is not a valid duration. Use a duration such as 15m*"
        { Get-DmEvent -MaxWait '15' } | Should -Throw "*'15' is not a valid duration*"
        { Get-DmEvent -MaxWait -00:01:00 } | Should -Throw '*is not a valid duration*'
        { Get-DmEvent -MaxWait $null } | Should -Throw '*The duration is null*'
    }
}

Describe '-SpendingLimit' {
    It 'is read the same in every culture: <_>' -ForEach 'de-DE', 'fa-IR', 'en-US' {
        $previous = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            (Connect-TwitterDm -Sandbox -SpendingLimit '0.5').SpendingLimit | Should -Be 0.5
            (Connect-TwitterDm -Sandbox -SpendingLimit 0.5).SpendingLimit | Should -Be 0.5
            { Connect-TwitterDm -Sandbox -SpendingLimit '0,5' } | Should -Throw "*'0,5' is not a valid amount*"
        }
        finally { [cultureinfo]::CurrentCulture = $previous }
    }

    It 'rejects <_>' -ForEach '', '1,000', 'ten', 'NaN', '1e30' {
        { Connect-TwitterDm -Sandbox -SpendingLimit $_ } | Should -Throw '*is not a valid amount*'
    }
}
