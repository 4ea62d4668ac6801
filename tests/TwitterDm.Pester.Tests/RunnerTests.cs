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

    [Fact]
    public void A_run_that_died_is_told_with_its_output()
    {
        var complaint = PesterResult.Complaint(PesterResult.Read("no such file"), "out of memory");

        Assert.StartsWith("Pester did not come to its end.", complaint, StringComparison.Ordinal);
        Assert.EndsWith("out of memory", complaint, StringComparison.Ordinal);
    }

    private async Task<string?> RunAsync(string script)
    {
        var path = Path.Combine(suite.NewFolder(), "Example.Tests.ps1");
        await File.WriteAllTextAsync(path, script);
        return await suite.RunAsync(path);
    }
}
