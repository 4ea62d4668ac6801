using System.Management.Automation;
using System.Security;
using TwitterDm.Auth.SignIn;
using TwitterDm.Binding;
using TwitterDm.Sandbox;

namespace TwitterDm.Commands;

/// <summary>Opens a connection, checks it, makes it the current one of this runspace, and returns it.</summary>
[Cmdlet(VerbsCommunications.Connect, "TwitterDm", DefaultParameterSetName = Saved)]
[OutputType(typeof(DmConnection))]
public sealed partial class ConnectTwitterDmCommand : DmCommand, IDynamicParameters
{
    private const string Saved = "Saved";
    private const string Token = "Token";
    private const string Refreshable = "RefreshableToken";
    private const string SignIn = "SignIn";
    private const string OAuth1 = "OAuth1";
    private const string Pin = "Pin";
    private const string Environment = "Environment";
    private const string TryIt = "Sandbox";

    private int? _eventCount;

    /// <summary>The user's access token: an OAuth 2.0 token, or, with the other three keys, an OAuth 1.0a token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Token)]
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessToken { get; set => field = Bound(value); } = null!;

    /// <summary>OAuth 2.0: the refresh token, which is exchanged for the next access token; it works once.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [SecretArgument]
    public SecureString RefreshToken { get; set => field = Bound(value); } = null!;

    // "By property name", here and for -UsePin, has one purpose: with it, PowerShell does not reject an incomplete command as ambiguous
    // before the check in GetDynamicParameters, which names what is missing.

    /// <summary>OAuth 2.0: the app's client id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Refreshable)]
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = SignIn)]
    [ValidateNotNullOrEmpty]
    public string ClientId { get; set => field = Bound(value); } = null!;

    /// <summary>OAuth 2.0: the app's client secret; a public client has none.</summary>
    [Parameter(ParameterSetName = Refreshable)]
    [Parameter(ParameterSetName = SignIn)]
    [SecretArgument]
    public SecureString? ClientSecret { get; set => field = Bound(value); }

    /// <summary>OAuth 2.0: what the app may do; by default everything that Direct Messages need, and a refresh token.</summary>
    [Parameter(ParameterSetName = SignIn)]
    [ChoiceArgument(isList: true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScopeCompleter))]
    public string[] Scope { get; set => field = Bound(value); } = [.. PkceSignInOptions.DefaultScopes];

    /// <summary>OAuth 2.0: where X redirects the browser afterwards; one of the app's callback URLs, on this machine.</summary>
    [Parameter(ParameterSetName = SignIn)]
    [ValidateNotNull]
    public Uri RedirectUri { get; set => field = Bound(value); } = PkceSignInOptions.DefaultRedirectUri;

    /// <summary>
    /// OAuth 2.0: shows the address instead of opening a browser, and asks for the address that the browser shows afterwards.
    /// </summary>
    [Parameter(ParameterSetName = SignIn)]
    public SwitchParameter NoBrowser { get; set => field = Bound(value); }

    /// <summary>OAuth 1.0a: the app's key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [Parameter(Mandatory = true, ParameterSetName = Pin)]
    public string ConsumerKey { get; set => field = Bound(value); } = null!;

    /// <summary>OAuth 1.0a: the app's secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [Parameter(Mandatory = true, ParameterSetName = Pin)]
    [SecretArgument]
    public SecureString ConsumerSecret { get; set => field = Bound(value); } = null!;

    /// <summary>OAuth 1.0a: the secret of the user's token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessTokenSecret { get; set => field = Bound(value); } = null!;

    /// <summary>OAuth 1.0a: signs in with the number that X shows after you authorize the app.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = Pin)]
    public SwitchParameter UsePin { get; set => field = Bound(value); }

    /// <summary>The name of a saved sign-in; by default, the only one, or the one that is called <c>default</c>.</summary>
    [Parameter(Position = 0, ParameterSetName = Saved)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? ProfileName { get; set => field = Bound(value); }

    /// <summary>Reads the keys from the environment variables <c>TWITTERDM_*</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Environment)]
    public SwitchParameter FromEnvironment { get; set => field = Bound(value); }

    /// <summary>Connects to a simulated API inside the process; needs no key and no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TryIt)]
    public SwitchParameter Sandbox { get; set => field = Bound(value); }

    /// <summary>How many events the sandbox has in the last 30 days.</summary>
    [Parameter(ParameterSetName = TryIt)]
    [ValidateRange(0, 1_000_000)]
    public int EventCount { get => _eventCount ?? new SandboxOptions().EventCount; set => _eventCount = Bound(value); }

    /// <summary>Gives the sandbox the rate limits on X's pages; its own are higher.</summary>
    [Parameter(ParameterSetName = TryIt)]
    [ValidateSet("Documented")]
    public string? RateLimit { get; set => field = Bound(value); }

    /// <summary>Saves the sign-in under this name, for <c>-ProfileName</c>; with <c>-ProfileName</c>, writes it again.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? SaveAs { get; set => field = Bound(value); }

    /// <summary>The vault of Microsoft.PowerShell.SecretManagement that keeps the saved sign-in, instead of a file.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SecretVaultCompleter))]
    public string? SecretVault { get; set => field = Bound(value); }

    /// <summary>Receives every new token set (a <see cref="DmTokenSet"/>), for a vault or an Automation variable.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNull]
    public ScriptBlock? OnTokenRefresh { get; set => field = Bound(value); }

    /// <summary>
    /// The account's private keys for X Chat, base64: with them, encrypted messages can be read. Whoever has them can read all past and
    /// future ones.
    /// </summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNull]
    [SecretArgument]
    public SecureString? ChatKey { get; set => field = Bound(value); }

    /// <summary>A file with the account's private keys for X Chat: base64, or the key file of X's tool <c>xurl</c>.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNullOrEmpty]
    public string? ChatKeyPath { get; set => field = Bound(value); }

    /// <summary>The maximum that the connection may spend, in US dollars: a request that could exceed it is not sent.</summary>
    [Parameter]
    [AmountArgument]
    public decimal? SpendingLimit { get; set; }

    /// <summary>The API's address: https, or http to a loopback address.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNull]
    public Uri ApiBaseUri { get; set => field = Bound(value); } = DmConnectionOptions.DefaultApiBaseUri;

    /// <summary>The address of the page on which the user authorizes the app: https, or http to a loopback address.</summary>
    [
        Parameter(ParameterSetName = Saved),
        Parameter(ParameterSetName = Token),
        Parameter(ParameterSetName = Refreshable),
        Parameter(ParameterSetName = SignIn)
    ]
    [Parameter(ParameterSetName = OAuth1), Parameter(ParameterSetName = Pin), Parameter(ParameterSetName = Environment)]
    [ValidateNotNull]
    public Uri AuthorizeUri { get; set => field = Bound(value); } = PkceSignInOptions.DefaultAuthorizeUri;
}
