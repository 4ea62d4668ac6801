namespace TwitterDm.Pester.Tests;

/// <summary>The Pester suite, file by file.</summary>
[Collection(nameof(Suite))]
public sealed class SuiteTests(Suite suite)
{
    [PesterTheory]
    [PesterFiles]
    public async Task Every_test_of_the_file_passes(string file)
    {
        if (await suite.ComplaintOfAsync(file) is { } complaint)
            Assert.Fail(complaint);
    }
}

/// <summary>All tests that run PowerShell share the places for it.</summary>
[CollectionDefinition(nameof(Suite))]
public sealed class SuiteDefinition : ICollectionFixture<Suite>;
