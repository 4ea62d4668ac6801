namespace TwitterDm.Chat;

/// <summary>The private keys of the account, which were found to match public keys that X has registered for it.</summary>
internal sealed class ChatAccountKey : IDisposable
{
    public void Dispose()
    {
    }
}
