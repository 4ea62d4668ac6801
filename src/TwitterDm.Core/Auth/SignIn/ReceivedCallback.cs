namespace TwitterDm.Auth.SignIn;

/// <summary>The authorization response that came through the browser, which is waiting for a page.</summary>
internal sealed class ReceivedCallback(CallbackConnection connection, AuthorizationResponse response) : IDisposable
{
    public AuthorizationResponse Response => response;

    public Task ReplyAsync(byte[] page) => connection.ReplyAsync(page, CancellationToken.None);

    public void Dispose() => connection.Dispose();
}
