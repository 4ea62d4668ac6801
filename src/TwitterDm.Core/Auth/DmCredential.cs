namespace TwitterDm.Auth;

/// <summary>What signs a request. It never shows its secrets: not in properties, not in <see cref="object.ToString"/>.</summary>
public abstract class DmCredential
{
    /// <summary>How this credential signs in.</summary>
    public abstract DmAuthenticationMethod Method { get; }

    /// <summary>Puts the authorization on one attempt of a request.</summary>
    internal abstract void Authorize(HttpRequestMessage request);

    /// <summary>Refuses a secret that no header could carry, without repeating it.</summary>
    private protected static string Checked(string? secret, string what)
    {
        var trimmed = secret?.Trim();
        if (string.IsNullOrEmpty(trimmed))
            throw DmException.BadInput($"The {what} is empty.", $"Give the {what} of your app at X, as its page of keys and tokens shows it.");
        if (trimmed.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw DmException.BadInput($"The {what} holds a character that no {what} can have.", "Copy it once more: white space, quotes or line breaks came along.");
        return trimmed;
    }
}
