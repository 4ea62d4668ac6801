using TwitterDm.Auth;
using TwitterDm.Auth.SignIn;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Host;
using TwitterDm.Testing.Browsers;

namespace TwitterDm.Core.Tests.Auth.SignIn;

/// <summary>
/// The whole sign-in in a real browser: from the authorization page, through the redirect, to the page that shows the result.
/// </summary>
public sealed class BrowserSignInTests : IAsyncLifetime
{
    private SandboxServer _server = null!;
    private Browser _browser = null!;

    public async Task InitializeAsync()
    {
        if (BrowserPrograms.Missing is not null)
            return;
        _server = await SandboxServer.StartAsync();
        _browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (BrowserPrograms.Missing is not null)
            return;
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
    }

    [BrowserFact]
    public async Task Allowing_the_app_signs_in_and_the_page_confirms_it()
    {
        var (signingIn, _) = Begin(async address =>
        {
            await _browser.OpenAsync(address);
            await _browser.ClickAsync("#allow");
        });

        var tokens = ((OAuth2Credential)await signingIn).Tokens;

        Assert.True(_server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.True(_server.Api.IsValidRefreshToken(tokens.RefreshToken!));
        Assert.Contains("signed in", await _browser.TextAsync("h1"), StringComparison.OrdinalIgnoreCase);
    }

    [BrowserFact]
    public async Task Denying_the_app_is_an_error_and_the_page_reports_it()
    {
        var (signingIn, _) = Begin(async address =>
        {
            await _browser.OpenAsync(address);
            await _browser.ClickAsync("#deny");
        });

        var error = await Assert.ThrowsAsync<DmException>(() => signingIn);

        Assert.Equal(DmErrorKind.Authentication, error.Kind);
        Assert.Contains("denied", error.Message, StringComparison.Ordinal);
        Assert.Contains("denied", await _browser.TextAsync("body"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_forged_redirect_is_refused_and_the_sign_in_goes_on()
    {
        var redirect = new TaskCompletionSource<Uri>();
        var forgedPage = string.Empty;
        var (signingIn, redirectUri) = Begin(async address =>
        {
            await _browser.OpenAsync(new Uri(await redirect.Task + "?code=forged&state=forged"));
            forgedPage = await _browser.TextAsync("body");
            await _browser.OpenAsync(address);
            await _browser.ClickAsync("#allow");
        });
        redirect.SetResult(redirectUri);

        var tokens = ((OAuth2Credential)await signingIn).Tokens;

        Assert.True(_server.Api.IsValidAccessToken(tokens.AccessToken));
        Assert.Contains("wrong state", forgedPage, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", forgedPage, StringComparison.Ordinal);
    }

    private (Task<DmCredential> SigningIn, Uri RedirectUri) Begin(Func<Uri, Task> inBrowser)
    {
        var redirectUri = Loopback.FreeAddress();
        var signIn = new DmSignIn(new() { ApiBaseUri = _server.BaseUri }).StartPkce(new PkceSignInOptions
        {
            ClientId = SandboxCredentials.ClientId,
            AuthorizeUri = new Uri(_server.BaseUri, "/i/oauth2/authorize"),
            RedirectUri = redirectUri,
            OpenBrowser = address => inBrowser(address).GetAwaiter().GetResult(),
        });
        return (signIn.WithBrowserAsync(), redirectUri);
    }
}
