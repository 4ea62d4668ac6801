using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.SignIn.Pages;

/// <summary>The account that is signed in to the browser. The pages of the sandbox do not ask for a password.</summary>
internal sealed class BrowserSession
{
    private volatile Person _account = People.Account;

    public Person Account
    {
        get => _account;
        set => _account = value;
    }
}
