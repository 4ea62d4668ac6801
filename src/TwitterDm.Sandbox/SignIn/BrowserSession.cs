using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.SignIn;

/// <summary>Who is signed in where the pages are shown. The pages ask for no password: it is a sandbox.</summary>
internal sealed class BrowserSession
{
    private volatile Person _account = People.Account;

    public Person Account
    {
        get => _account;
        set => _account = value;
    }
}
