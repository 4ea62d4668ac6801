using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Pester;

/// <summary>What is to happen with one request: another answer, or the true one later.</summary>
public sealed class PlannedAnswer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PlannedAnswer(string request, int status, string? body)
    {
        Request = request;
        if (body is null)
            return;
        Answer = new SandboxResponse(status, [new("Content-Type", "application/json; charset=utf-8")], Encoding.UTF8.GetBytes(body));
        _released.SetResult();
    }

    /// <summary>Verb and path.</summary>
    public string Request { get; }

    internal SandboxResponse? Answer { get; }

    /// <summary>Waits until the request had its effect.</summary>
    /// <returns>Whether it came within a minute.</returns>
    public bool WaitUntilReached() => _reached.Task.Wait(Patience);

    /// <summary>Lets the answer go.</summary>
    public void Release() => _released.TrySetResult();

    internal Task ReachedAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
