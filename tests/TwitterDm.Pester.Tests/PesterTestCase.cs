using System.ComponentModel;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Pester.Tests;

/// <summary>
/// A test that needs PowerShell and Pester. Where they are missing, the first such test of a run reports that for the whole suite, as
/// skipped or, where the suite is required, as failed; the others report nothing.
/// </summary>
internal sealed class PesterTestCase : XunitTestCase
{
    private const string SuiteName = "The Pester suite";

    private static int _reported;

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialization.")]
    public PesterTestCase()
    {
    }

    public PesterTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method, object[]? arguments = null)
        : base(messages, display, displayOptions, method, arguments)
    {
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        if (await PesterSetup.FindMissingAsync() is not { } missing)
        {
            return TestMethodArguments is [string file] && await NameFilter.Current.LinesOfAsync(file) is null
                ? new RunSummary()
                : await base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
        }

        if (Interlocked.Exchange(ref _reported, 1) != 0)
            return new RunSummary();
        // The name contains the reason, because 'dotnet test' shows no other text of a skipped test.
        var (name, skipReason) = PesterSetup.IsRequired ? (SuiteName, null) : ($"{SuiteName}: {missing}", missing);
        if (PesterSetup.IsRequired)
            aggregator.Add(new InvalidOperationException(missing));
        return await new XunitTestCaseRunner(
            this, name, skipReason, constructorArguments, TestMethodArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();
    }
}
