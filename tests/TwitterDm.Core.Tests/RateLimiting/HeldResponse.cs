namespace TwitterDm.Core.Tests.RateLimiting;

/// <summary>Keeps the next response on its way until it is released, while later ones pass it.</summary>
internal sealed class HeldResponse : IDisposable
{
    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _released = new();

    public HeldResponse(LimitedApi api, Action<HttpResponseMessage>? change = null) => api.OnResponse = response =>
    {
        api.OnResponse = _ => { };
        change?.Invoke(response);
        _come.SetResult();
        _released.Wait(TimeSpan.FromSeconds(60));
    };

    public Task HasCome => _come.Task;

    public void Release() => _released.Set();

    public void Dispose()
    {
        Release();
        _released.Dispose();
    }
}
