using System.Management.Automation;
using System.Security;
using TwitterDm.Auth;
using TwitterDm.Notices;
using TwitterDm.Sandbox;

namespace TwitterDm.Commands;

/// <summary>Opens a connection, checks it, makes it the current one of this runspace, and returns it.</summary>
[Cmdlet(VerbsCommunications.Connect, "TwitterDm", DefaultParameterSetName = Token)]
[OutputType(typeof(DmConnection))]
public sealed class ConnectTwitterDmCommand : DmCommand
{
    private const string Token = "Token";
    private const string OAuth1 = "OAuth1";
    private const string Environment = "Environment";
    private const string TryIt = "Sandbox";

    /// <summary>The user's access token: of OAuth 2.0, or with the other three keys of OAuth 1.0a.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Token)]
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessToken { get; set; } = null!;

    /// <summary>OAuth 1.0a: the app's key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    public string ConsumerKey { get; set; } = null!;

    /// <summary>OAuth 1.0a: the app's secret.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString ConsumerSecret { get; set; } = null!;

    /// <summary>OAuth 1.0a: the secret of the user's token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OAuth1)]
    [SecretArgument]
    public SecureString AccessTokenSecret { get; set; } = null!;

    /// <summary>Takes the keys from the environment variables <c>TWITTERDM_*</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Environment)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Connects to a simulated API inside the process: no key, no network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TryIt)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>How many events of the last 30 days the sandbox has.</summary>
    [Parameter(ParameterSetName = TryIt)]
    [ValidateRange(0, 1_000_000)]
    public int EventCount { get; set; } = new SandboxOptions().EventCount;

    /// <summary>The API's address: https, or http to a loopback address.</summary>
    [Parameter(ParameterSetName = Token)]
    [Parameter(ParameterSetName = OAuth1)]
    [Parameter(ParameterSetName = Environment)]
    public Uri ApiBaseUri { get; set; } = DmConnectionOptions.DefaultApiBaseUri;

    private protected override void Process()
    {
        var options = Sandbox ? SandboxConnection.Options(EventCount) : new DmConnectionOptions
        {
            ApiBaseUri = DmConnectionOptions.CheckBaseUri(ApiBaseUri),
            Credential = CreateCredential(),
        };
        var connection = Await(DmConnection.OpenAsync(options, new DmCallOptions { Notices = Notices }, StopToken));
        RunspaceConnections.Current.Add(connection);
        WriteObject(connection);
    }

    private DmCredential CreateCredential() => ParameterSetName switch
    {
        Environment => EnvironmentCredential.Read(),
        OAuth1 => new OAuth1Credential(
            ConsumerKey, Reveal(ConsumerSecret), Reveal(AccessToken), Reveal(AccessTokenSecret)),
        _ => new BearerCredential(Reveal(AccessToken)),
    };

    private static string Reveal(SecureString secret) => SecretArgumentAttribute.Reveal(secret);
}
