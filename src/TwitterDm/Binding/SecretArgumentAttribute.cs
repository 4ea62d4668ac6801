using System.Management.Automation;
using System.Net;
using System.Security;

namespace TwitterDm.Binding;

/// <summary>Accepts a plain string for a secret, and converts it to a <see cref="SecureString"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    // The maximum length of a secure string.
    private const int MaxLength = 65_536;

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string { Length: > MaxLength } text => throw ArgumentText.Rejected(
                $"It has {text.Length:N0} characters, more than any key or token of X."),
            string text => new NetworkCredential(string.Empty, text).SecurePassword,
            var other => other,
        };

    /// <summary>The secret as text, for the credential that signs with it.</summary>
    public static string Reveal(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;
}
