using System.Globalization;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// Registers public keys of the caller. Older ones stay registered. The keys must be keys; whether they are bound to each other is for
/// those to check who use them.
/// </summary>
internal sealed class AddPublicKey(ChatKeyDirectory keys, TimeProvider clock)
    : Endpoint("POST", "/2/users/{id}/public_keys", [ParameterRules.UserId], ChatBodyRules.NewPublicKey)
{
    private const int MaxVersionLength = 19;

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ParameterRules.UserId)!;
        if (!string.Equals(id, caller.User.IdText, StringComparison.Ordinal))
            return ProblemResponses.Of(403, ResourceProblem.NotAuthorized("public_key", ParameterRules.UserId.Name, id));
        var body = parameters.Body;
        var version = body.Is(ChatBodyRules.GenerateVersion)
            ? clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)
            : body.Text(ChatBodyRules.Version)!;
        if (version.Length is 0 or > MaxVersionLength || !version.All(char.IsAsciiDigit))
            return ProblemResponses.InvalidProperty(ChatBodyRules.Version, "is not a number");
        var key = body.Object(ChatBodyRules.PublicKey);
        return Invalid(key) is { } property
            ? ProblemResponses.InvalidProperty($"{ChatBodyRules.PublicKey}.{property}", "is not a P-256 public key in base64")
            : Register(caller, key, version);
    }

    private ApiResponse Register(Caller caller, ValidatedBody key, string version)
    {
        var row = new PublicKeyRow(
            version,
            key.Text(ChatBodyRules.PublicKey)!,
            key.Text(ChatBodyRules.SigningPublicKey),
            key.Text(ChatBodyRules.IdentityPublicKeySignature));
        return keys.TryRegister(caller.User, row)
            ? PublicKeyResponses.Registered(version)
            : ProblemResponses.InvalidProperty(ChatBodyRules.Version, "must be higher than the registered versions");
    }

    private static string? Invalid(ValidatedBody key)
    {
        if (!IsPublicKey(key.Text(ChatBodyRules.PublicKey) ?? ""))
            return ChatBodyRules.PublicKey;
        return key.Text(ChatBodyRules.SigningPublicKey) is { } signing && !IsPublicKey(signing) ? ChatBodyRules.SigningPublicKey : null;
    }

    private static bool IsPublicKey(string text)
    {
        using var key = SigningKey.TryImport(Base64Text.Decode(text));
        return key is not null;
    }
}
