using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Pester.Tests;

/// <summary>A test that needs PowerShell and Pester.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("TwitterDm.Pester.Tests.PesterFactDiscoverer", "TwitterDm.Pester.Tests")]
internal sealed class PesterFactAttribute : FactAttribute;

/// <summary>A theory over the files of the suite, of which each is a test case.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("TwitterDm.Pester.Tests.PesterTheoryDiscoverer", "TwitterDm.Pester.Tests")]
internal sealed class PesterTheoryAttribute : TheoryAttribute;

/// <summary>Finds the tests with <see cref="PesterFactAttribute"/>.</summary>
internal sealed class PesterFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
        => [new PesterTestCase(messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)];
}

/// <summary>Finds the test cases of a <see cref="PesterTheoryAttribute"/>.</summary>
internal sealed class PesterTheoryDiscoverer(IMessageSink messages) : TheoryDiscoverer(messages)
{
    protected override IEnumerable<IXunitTestCase> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo theoryAttribute, object[] dataRow)
        =>
        [
            new PesterTestCase(
                DiagnosticMessageSink, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod, dataRow),
        ];
}
