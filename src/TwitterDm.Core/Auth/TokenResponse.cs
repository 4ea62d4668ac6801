using System.Text.Json.Serialization;

namespace TwitterDm.Auth;

/// <summary>The token endpoint's successful response (RFC 6749, section 5.1).</summary>
internal sealed class TokenResponse
{
    public string? AccessToken { get; set; }

    public string? RefreshToken { get; set; }

    /// <summary>The lifetime in seconds; some servers send the number as text.</summary>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public long? ExpiresIn { get; set; }

    /// <summary>Scopes, separated by spaces.</summary>
    public string? Scope { get; set; }
}

/// <summary>The token endpoint's error response (RFC 6749, section 5.2); X sometimes sends a problem's <c>detail</c>.</summary>
internal sealed class TokenErrorResponse
{
    public string? Error { get; set; }

    public string? ErrorDescription { get; set; }

    public string? Detail { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenResponse))]
[JsonSerializable(typeof(TokenErrorResponse))]
internal sealed partial class TokenJson : JsonSerializerContext;
