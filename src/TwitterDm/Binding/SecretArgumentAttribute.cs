using System.Management.Automation;
using System.Net;
using System.Security;

namespace TwitterDm.Binding;

/// <summary>Takes a plain string where a secret is wanted, and keeps it as a <see cref="SecureString"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretArgumentAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            string text => new NetworkCredential(string.Empty, text).SecurePassword,
            var other => other,
        };

    /// <summary>The secret as text, for the credential that signs with it.</summary>
    internal static string Reveal(SecureString secret) => new NetworkCredential(string.Empty, secret).Password;
}
