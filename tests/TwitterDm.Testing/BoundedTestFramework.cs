using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Testing;

/// <summary>
/// Xunit's own framework, in which each asynchronous test has a bound: a test that waits for something that never happens fails and does
/// not hold up the run. A test that sets a Timeout keeps it.
/// </summary>
/// <param name="sink">Receives the diagnostic messages of xunit.</param>
public sealed class BoundedTestFramework(IMessageSink sink) : XunitTestFramework(sink)
{
    /// <summary>Sets the bound of a test.</summary>
    /// <param name="test">The test.</param>
    /// <param name="bound">The bound.</param>
    /// <returns>The same test.</returns>
    public static IXunitTestCase Bound(IXunitTestCase test, TimeSpan bound)
    {
        ArgumentNullException.ThrowIfNull(test);
        // Xunit supports a timeout only for asynchronous tests: it can stop waiting, but cannot stop a thread.
        if (test is XunitTestCase { Timeout: 0 } unbounded && IsAsynchronous(test.Method))
            typeof(XunitTestCase).GetProperty(nameof(XunitTestCase.Timeout))!.SetValue(unbounded, (int)bound.TotalMilliseconds);
        return test;
    }

    /// <inheritdoc/>
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName)
        => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private static bool IsAsynchronous(IMethodInfo method)
        => method.ReturnType.ToRuntimeType() is { } type && (typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask));

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink sink) : XunitTestFrameworkExecutor(assembly, sources, sink)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
            => base.RunTestCases([.. testCases.Select(test => Bound(test, Bounds.Test))], executionMessageSink, executionOptions);
    }
}
