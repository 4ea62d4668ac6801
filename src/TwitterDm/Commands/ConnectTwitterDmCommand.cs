using System.Management.Automation;
using System.Security;
using TwitterDm.Auth.SignIn;
using TwitterDm.Binding;
using TwitterDm.Sandbox;

namespace TwitterDm.Commands;

/// <summary>Opens a connection, checks it, makes it the current one of this runspace, and returns it.</summary>
[Cmdlet(VerbsCommunications.Connect, "TwitterDm", DefaultParameterSetName = Token)]
[OutputType(typeof(DmConnection))]
public sealed partial class ConnectTwitterDmCommand : DmCommand
{
    private const string Token = "Token";
    private const string Refreshable = "RefreshableToken";
    private const string SignIn = "SignIn";
    private const string OAuth1 = "OAuth1";
    private const string Pin = "Pin";
    private const string Profile = "Profile";
    private const string Environment = "Environment";
    private const string TryIt = "Sandbox";

    /// <summary>The user's access token: an OAuth 2.0 token, or, with the other three keys, an OAuth 1.0a token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Token)]
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessToken { get; set; } = null!;

    /// <summary>OAuth 2.0: the refresh token, which is exchanged for the next access token; it works once.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [SecretArgument]
    public SecureString RefreshToken { get; set; } = null!;

    /// <summary>OAuth 2.0: the app's client id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [Parameter(Mandatory = true, ParameterSetName = SignIn)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set; } = null!;

    /// <summary>OAuth 2.0: the app's client secret; a public client has none.</summary>
    [Parameter(ParameterSetName = Refreshable)]
    [Parameter(ParameterSetName = SignIn)]
    [SecretArgument]
    public SecureString? ClientSecret { get; set; }

    /// <summary>OAuth 2.0: what the app may do; by default everything that Direct Messages need, and a refresh token.</summary>
    [Parameter(ParameterSetName = SignIn)]
    [ValidateNotNullOrEmpty]
    public string[] Scope { get; set; } = [.. PkceSignInOptions.DefaultScopes];

    /// <summary>OAuth 2.0: where X redirects the browser afterwards; one of the app's callback URLs, on this machine.</summary>
    [Parameter(ParameterSetName = SignIn)]
    [ValidateNotNull]
    public Uri RedirectUri { get; set; } = PkceSignInOptions.DefaultRedirectUri;

    /// <summary>OAuth 2.0: shows the address instead of opening a browser, and asks for the address that the browser shows afterwards.</summary>
    [Parameter(ParameterSetName = SignIn)]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>OAuth 1.0a: the app's key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [Parameter(Mandatory = true, ParameterSetName = Pin)]
    public string ConsumerKey { get; set; } = null!;

    /// <summary>OAuth 1.0a: the app's secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [Parameter(Mandatory = true, ParameterSetName = Pin)]
    [SecretArgument]
    public SecureString ConsumerSecret { get; set; } = null!;

    /// <summary>OAuth 1.0a: the secret of the user's token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessTokenSecret { get; set; } = null!;

    /// <summary>OAuth 1.0a: signs in with the number that X shows after you authorize the app.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Pin)]
    public SwitchParameter UsePin { get; set; }

    /// <summary>The name of a saved sign-in.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Profile)]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string ProfileName { get; set; } = null!;

    /// <summary>Reads the keys from the environment variables <c>TWITTERDM_*</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Environment)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Connects to a simulated API inside the process; needs no key and no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TryIt)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many events the sandbox has in the last 30 days.</summary>
    [Parameter(ParameterSetName = TryIt)]
    [ValidateRange(0, 1_000_000)]
    public int EventCount { get; set; } = new SandboxOptions().EventCount;

    /// <summary>Gives the sandbox the rate limits on X's pages; its own are higher.</summary>
    [Parameter(ParameterSetName = TryIt)]
    [ValidateSet("Documented")]
    public string? RateLimit { get; set; }

    /// <summary>Saves the sign-in under this name, for <c>-ProfileName</c>.</summary>
    [Parameter(ParameterSetName = Token), Parameter(ParameterSetName = Refreshable), Parameter(ParameterSetName = SignIn)]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNullOrEmpty]
    public string? SaveAs { get; set; }

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps the saved sign-in, instead of a file.</summary>
    [Parameter(ParameterSetName = Token), Parameter(ParameterSetName = Refreshable), Parameter(ParameterSetName = SignIn)]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment), Parameter(ParameterSetName = Profile)]
    [ValidateNotNullOrEmpty]
    public string? SecretVault { get; set; }

    /// <summary>Receives every new token set (a <see cref="DmTokenSet"/>), for a vault or an Automation variable.</summary>
    [Parameter(ParameterSetName = Refreshable), Parameter(ParameterSetName = SignIn)]
    [Parameter(ParameterSetName = Environment), Parameter(ParameterSetName = Profile)]
    [ValidateNotNull]
    public ScriptBlock? OnTokenRefresh { get; set; }

    /// <summary>The maximum that the connection may spend, in US dollars: a request that could exceed it is not sent.</summary>
    [Parameter]
    [AmountArgument]
    public decimal? SpendingLimit { get; set; }

    /// <summary>The API's address: https, or http to a loopback address.</summary>
    [Parameter(ParameterSetName = Token), Parameter(ParameterSetName = Refreshable), Parameter(ParameterSetName = SignIn)]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    public Uri ApiBaseUri { get; set; } = DmConnectionOptions.DefaultApiBaseUri;

    /// <summary>The address of the page on which the user authorizes the app: https, or http to a loopback address.</summary>
    [Parameter(ParameterSetName = SignIn)]
    public Uri AuthorizeUri { get; set; } = PkceSignInOptions.DefaultAuthorizeUri;
}
