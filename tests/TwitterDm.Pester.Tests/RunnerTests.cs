namespace TwitterDm.Pester.Tests;

/// <summary>The runner itself: what is wrong in a file comes out, by name and line.</summary>
[Collection(nameof(Suite))]
public sealed class RunnerTests(Suite suite)
{
    [PesterFact]
    public async Task A_failed_It_is_told_by_its_full_name_with_message_and_line()
    {
        var complaint = await RunAsync(
            """
            Describe 'Sums' {
                It 'holds' { 1 + 1 | Should -Be 2 }
                Context 'that are wrong' {
                    It 'fails' {
                        1 + 1 | Should -Be 3
                    }
                }
            }
            """);

        Assert.StartsWith("[-] Sums.that are wrong.fails", complaint, StringComparison.Ordinal);
        Assert.Contains("Example.Tests.ps1:5", complaint, StringComparison.Ordinal);
        Assert.Contains("Expected 3, but got 2", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain("[-] Sums.holds", complaint, StringComparison.Ordinal);
    }

    [PesterFact]
    public async Task A_file_that_cannot_be_set_up_is_told()
    {
        var complaint = await RunAsync("Describe 'Set-up' { BeforeAll { throw 'no server' }; It 'never runs' { } }");

        Assert.Contains("no server", complaint, StringComparison.Ordinal);
    }

    [PesterFact]
    public async Task A_file_without_tests_fails()
    {
        Assert.StartsWith("Not one test ran.", await RunAsync("Describe 'Nothing' { }"), StringComparison.Ordinal);
    }

    [PesterFact]
    public async Task A_test_that_hangs_is_killed_with_its_children_and_reported_by_name_with_the_output()
    {
        var folder = suite.NewFolder();
        var complaint = await RunAsync(
            $$"""
            BeforeDiscovery {
                Import-Module '{{Suite.Folder}}/Suite.psm1'
                $start = New-ShellStart -NoProfile -Command "`$file = [IO.File]::Open('{{folder}}/held', 'Create', 'Write', 'None'); New-Item '{{folder}}/ready'; Start-Sleep 600"
                $null = [System.Diagnostics.Process]::Start($start)
                while (-not (Test-Path '{{folder}}/ready')) { Start-Sleep -Milliseconds 50 }
            }
            Describe 'Waiting' {
                It 'for <what>' -ForEach @{ what = 'nobody' } { Write-Host 'printed before'; Start-Sleep 600 }
            }
            """,
            TimeSpan.FromSeconds(3));

        Assert.StartsWith("The test 'Waiting.for nobody' did not end within 3 seconds.", complaint, StringComparison.Ordinal);
        Assert.Contains("printed before", complaint, StringComparison.Ordinal);
        // As long as the child of the killed PowerShell lives, nobody else can open this file.
        await using var held = new FileStream(Path.Combine(folder, "held"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [PesterFact]
    public async Task Only_the_tests_at_the_given_lines_run()
    {
        var path = await WriteAsync(
            """
            Describe 'Lines' {
                It 'fails' { 1 | Should -Be 2 }
                It 'passes' { 1 | Should -Be 1 }
            }
            """);

        var report = await suite.RunAsync(path, PesterRun.UsualLimit, 3);

        Assert.Null(report.Complaint);
        Assert.Equal(1, report.Result!.Passed);
        Assert.Empty(report.Result.Skipped);
    }

    [Fact]
    public void A_run_that_died_is_told_with_its_output()
    {
        var complaint = new PesterReport(PesterResult.Read("no such file"), new("out of memory", Hung: null)).Complaint;

        Assert.StartsWith("Pester did not come to its end.", complaint, StringComparison.Ordinal);
        Assert.EndsWith("out of memory", complaint, StringComparison.Ordinal);
    }

    private async Task<string?> RunAsync(string script, TimeSpan? limit = null)
        => (await suite.RunAsync(await WriteAsync(script), limit ?? PesterRun.UsualLimit)).Complaint;

    private async Task<string> WriteAsync(string script)
    {
        var path = Path.Combine(suite.NewFolder(), "Example.Tests.ps1");
        await File.WriteAllTextAsync(path, script);
        return path;
    }
}
