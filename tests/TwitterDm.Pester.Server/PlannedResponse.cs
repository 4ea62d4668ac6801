using System.Text;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Pester;

/// <summary>What happens to one request: a different response, or a delayed one.</summary>
public sealed class PlannedResponse
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal PlannedResponse(string request, int status, string? body)
    {
        Request = request;
        if (body is null)
            return;
        Response = new SandboxResponse(status, [new("Content-Type", "application/json; charset=utf-8")], Encoding.UTF8.GetBytes(body));
        _released.SetResult();
    }

    /// <summary>The method and path.</summary>
    public string Request { get; }

    /// <summary>The authorization of the request that it happened to; null until then.</summary>
    public string? Authorization { get; internal set; }

    internal SandboxResponse? Response { get; }

    /// <summary>Waits until the request has taken effect.</summary>
    /// <returns>Whether that happened within a minute.</returns>
    public bool WaitUntilReached() => _reached.Task.Wait(Patience);

    /// <summary>Releases the response.</summary>
    public void Release() => _released.TrySetResult();

    internal Task ReachedAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
