using TwitterDm.Testing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace TwitterDm.Core.Tests;

/// <summary>The bounds that prevent a test from waiting forever.</summary>
public sealed class BoundsTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_test_that_waits_forever_fails()
    {
        var failed = Assert.IsAssignableFrom<ITestFailed>(Assert.Single(await RunAsync(nameof(Waiting.Forever))));

        Assert.Contains("timed out", Assert.Single(failed.Messages), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Waiting.NotAtAll))]
    [InlineData(nameof(Waiting.WithinItsOwnTimeout))]
    public async Task A_test_that_needs_no_bound_or_has_its_own_is_left_alone(string name)
        => Assert.IsAssignableFrom<ITestPassed>(Assert.Single(await RunAsync(name)));

    [Fact]
    public void The_tests_of_this_assembly_are_bounded()
    {
        var framework = Assert.Single(typeof(BoundsTests).Assembly.GetCustomAttributesData(), data => data.AttributeType == typeof(TestFrameworkAttribute));

        Assert.Equal(
            [typeof(BoundedTestFramework).FullName, typeof(BoundedTestFramework).Assembly.GetName().Name],
            framework.ConstructorArguments.Select(argument => argument.Value));
    }

    [Fact]
    public async Task The_timeout_of_work_that_waits_for_a_stopped_clock_names_the_clock()
    {
        var clock = new ManualClock();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => Task.Delay(TimeSpan.FromSeconds(7), clock).WithinBoundsAsync(clock, Short));

        Assert.Contains("Task.Delay(TimeSpan.FromSeconds(7), clock)", error.Message, StringComparison.Ordinal);
        Assert.Contains("stands at 12:00:00.000 while the next timer is due at 12:00:07.000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timeout_of_other_work_does_not_name_the_clock()
    {
        var error = await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource<int>().Task.WithinBoundsAsync(new ManualClock(), Short));

        Assert.Contains("does not wait for the test's clock", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_of_an_enumeration_that_hangs_is_an_error_after_the_items_before_it()
    {
        var clock = new ManualClock();
        var items = new List<int>();

        await Assert.ThrowsAsync<TimeoutException>(async () =>
        {
            await foreach (var item in OneAndThenNothingAsync(clock).WithinBoundsAsync(clock, Short))
                items.Add(item);
        });

        Assert.Equal([1], items);
    }

    [Fact]
    public async Task Exceptions_of_the_work_are_rethrown()
    {
        var clock = new ManualClock();

        await Assert.ThrowsAsync<TimeoutException>(() => Task.FromException(new TimeoutException("its own")).WithinBoundsAsync(clock));
        await Assert.ThrowsAsync<FormatException>(() => Task.FromException<int>(new FormatException()).WithinBoundsAsync(clock));
    }

    private static async IAsyncEnumerable<int> OneAndThenNothingAsync(TimeProvider clock)
    {
        yield return 1;
        await Task.Delay(TimeSpan.FromHours(1), clock);
    }

    // As the framework runs it, with a shorter bound.
    private static async Task<IReadOnlyList<IMessageSinkMessage>> RunAsync(string name)
    {
        var sink = new NullMessageSink();
        using var bus = new Results();
        using var cancellation = new CancellationTokenSource();
        var assembly = new TestAssembly(Reflector.Wrap(typeof(Waiting).Assembly));
        var type = new TestClass(new TestCollection(assembly, null, "bounds"), Reflector.Wrap(typeof(Waiting)));
        var method = new TestMethod(type, Reflector.Wrap(typeof(Waiting).GetMethod(name)));
        using var test = new XunitTestCase(sink, TestMethodDisplay.Method, TestMethodDisplayOptions.None, method);
        await BoundedTestFramework.Bound(test, Short).RunAsync(sink, bus, [], new ExceptionAggregator(), cancellation);
        return bus.Messages;
    }

#pragma warning disable xUnit1000 // Only the tests above run these.
    private sealed class Waiting
    {
        [Fact]
        public Task Forever() => new TaskCompletionSource().Task;

        [Fact]
        public void NotAtAll()
        {
        }

        [Fact(Timeout = 60_000)]
        public Task WithinItsOwnTimeout() => Task.Delay(Short + Short);
    }
#pragma warning restore xUnit1000

    private sealed class Results : IMessageBus
    {
        private readonly List<IMessageSinkMessage> _messages = [];

        public IReadOnlyList<IMessageSinkMessage> Messages => _messages;

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestFailed or ITestPassed or ITestSkipped)
                _messages.Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
