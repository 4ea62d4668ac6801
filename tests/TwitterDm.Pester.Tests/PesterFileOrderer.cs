using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Pester.Tests;

/// <summary>Puts the files that a run was asked for, and no others, in order: long ones first, so that none is left alone at the end.</summary>
public sealed class PesterFileOrderer : ITestCaseOrderer
{
    internal static IReadOnlyList<string> Planned { get; private set; } = [];

    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        var ordered = testCases.OrderByDescending(testCase => new FileInfo(Path.Combine(Suite.Folder, FileOf(testCase))).Length).ToList();
        Planned = [.. ordered.Select(testCase => FileOf(testCase))];
        return ordered;
    }

    private static string FileOf(ITestCase testCase) => (string)testCase.TestMethodArguments[0];
}
