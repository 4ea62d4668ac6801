namespace TwitterDm.Auth.SignIn;

/// <summary>The answer that came through the browser, which waits for its page.</summary>
internal sealed class ReceivedCallback(CallbackConnection connection, AuthorizationResponse answer) : IDisposable
{
    public AuthorizationResponse Answer => answer;

    public Task ReplyAsync(byte[] page) => connection.ReplyAsync(page, CancellationToken.None);

    public void Dispose() => connection.Dispose();
}
