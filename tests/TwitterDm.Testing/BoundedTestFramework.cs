using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Testing;

/// <summary>
/// Xunit's own framework, in which each asynchronous test has a bound: a test that waits for something that never happens fails, and does not
/// hold up the run. A test that sets a Timeout keeps it.
/// </summary>
/// <param name="sink">Hears what xunit has to say about itself.</param>
public sealed class BoundedTestFramework(IMessageSink sink) : XunitTestFramework(sink)
{
    /// <summary>Gives a test its bound.</summary>
    /// <param name="test">The test.</param>
    /// <param name="bound">The bound.</param>
    /// <returns>The same test.</returns>
    public static IXunitTestCase Bound(IXunitTestCase test, TimeSpan bound)
    {
        ArgumentNullException.ThrowIfNull(test);
        // Xunit takes a time-out for no other tests: it can give up waiting, and cannot stop a thread.
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
