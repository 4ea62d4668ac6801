using Xunit.Abstractions;

namespace TwitterDm.Pester.Tests;

/// <summary>The Pester suite, file by file.</summary>
[Collection(nameof(Suite))]
[TestCaseOrderer("TwitterDm.Pester.Tests.PesterFileOrderer", "TwitterDm.Pester.Tests")]
public sealed class SuiteTests(Suite suite, ITestOutputHelper output)
{
    public static IEnumerable<object[]> Files => Suite.Files.Select(file => new object[] { file });

    [PesterTheory]
    [MemberData(nameof(Files))]
    public async Task Every_test_of_the_file_passes(string file)
    {
        var report = await suite.RunFileAsync(file);

        foreach (var skipped in report.Result?.Skipped ?? [])
            output.WriteLine($"Skipped in Pester: {Path.GetFileNameWithoutExtension(file)}: {skipped}");
        if (report.Complaint is { } complaint)
            Assert.Fail(complaint);
    }
}

/// <summary>All tests that run PowerShell share the places for it.</summary>
[CollectionDefinition(nameof(Suite))]
public sealed class SuiteDefinition : ICollectionFixture<Suite>;
