BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Suite.psm1'), (Join-Path $PSScriptRoot '../../out/TwitterDm/TwitterDm.psd1')
    function Test-Running($Sandbox) {
        try { (Invoke-WebRequest -Uri "$($Sandbox.ApiBaseUri)2/users/me" -Headers @{ Authorization = "Bearer $($Sandbox.AccessToken)" }).StatusCode -eq 200 }
        catch { $false }
    }
}

Describe 'Stop-DmSandbox' {
    BeforeEach {
        $one = Start-DmSandbox -EventCount 1
    }

    AfterEach {
        $one | Stop-DmSandbox -ErrorAction Ignore
    }

    It 'stops the only sandbox, and writes no output' {
        Stop-DmSandbox | Should -BeNullOrEmpty

        Test-Running $one | Should -BeFalse
    }

    It 'stops the one that is given: <_>' -ForEach '$one | Stop-DmSandbox', 'Stop-DmSandbox -Sandbox $one', 'Stop-DmSandbox $one', 'Stop-DmSandbox $one.ApiBaseUri', 'Stop-DmSandbox "$one"', 'Stop-DmSandbox $one.ApiBaseUri.Port' {
        $two = Start-DmSandbox -EventCount 1
        try {
            Invoke-Expression $_

            Test-Running $one | Should -BeFalse
            Test-Running $two | Should -BeTrue
        }
        finally { $two | Stop-DmSandbox }
    }

    It 'names all of them if there are several' {
        $two = Start-DmSandbox -EventCount 1
        try {
            $caught = { Stop-DmSandbox } | Should -Throw -ErrorId 'DmInvalidRequest,*' -PassThru

            $caught.Exception.Message | Should -Match ([regex]::Escape("$one"))
            $caught.Exception.Message | Should -Match ([regex]::Escape("$two"))
            Test-Running $one | Should -BeTrue
        }
        finally { $two | Stop-DmSandbox }
    }

    It 'is an error if none is running, or if it was stopped already' {
        $one | Stop-DmSandbox

        { Stop-DmSandbox } | Should -Throw -ErrorId 'DmInvalidRequest,*'
        $one | Stop-DmSandbox -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'DmNotFound,*'
    }

    It 'refuses <_>' -ForEach '$null', '0', "'localhost'", '@{}' {
        { Invoke-Expression "Stop-DmSandbox -Sandbox $_" } | Should -Throw -ErrorId 'ParameterArgumentTransformationError,*'
    }

    It 'stops nothing with -WhatIf' {
        Stop-DmSandbox -WhatIf

        Test-Running $one | Should -BeTrue
    }

    It 'stops a sandbox from another runspace, and by an object that was serialized' {
        $one | ForEach-Object -Parallel { Import-Module $using:PSScriptRoot/../../out/TwitterDm/TwitterDm.psd1; $_ | Stop-DmSandbox }
        Test-Running $one | Should -BeFalse

        $two = Start-DmSandbox -EventCount 1
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($two)) | Stop-DmSandbox
        Test-Running $two | Should -BeFalse
    }
}
