namespace TwitterDm.Auth.SignIn;

/// <summary>The authorization response that arrived through the browser, which is still waiting for a page.</summary>
internal sealed class ReceivedCallback(CallbackConnection connection, AuthorizationResponse response) : IDisposable
{
    public AuthorizationResponse Response => response;

    public Task ReplyAsync(byte[] page) => connection.ReplyAsync(page, CancellationToken.None);

    public void Dispose() => connection.Dispose();
}
