namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>A request whose response is kept on its way until it is released, while later ones pass it.</summary>
internal sealed class HeldResponse : IDisposable
{
    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();
    private Task _request = Task.CompletedTask;

    private HeldResponse()
    {
    }

    /// <summary>Sends one request to an endpoint, and waits until its response has come.</summary>
    public static async Task<HeldResponse> SendAsync(LimitedApi api, DmClient client, string endpoint, Action<HttpResponseMessage>? change = null)
    {
        var held = new HeldResponse();
        api.OnResponse = response =>
        {
            api.OnResponse = _ => { };
            change?.Invoke(response);
            held._come.SetResult();
            held._released.Wait(TimeSpan.FromSeconds(60));
        };
        held._request = Task.Run(() => LimitedApi.ReadOnceAsync(client, endpoint));
        await held._come.Task;
        return held;
    }

    /// <summary>Lets the client read the response, and waits for the end of the request.</summary>
    public Task ReleaseAsync()
    {
        _released.Set();
        return _request;
    }

    public void Dispose()
    {
        _released.Set();
        _released.Dispose();
    }
}
