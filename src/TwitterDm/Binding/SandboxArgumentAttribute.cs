using System.Globalization;
using System.Management.Automation;

namespace TwitterDm.Binding;

/// <summary>Reads a sandbox: the object, live or from a job.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SandboxArgumentAttribute : ArgumentTransformationAttribute
{
    private const string Serialized = "Deserialized.TwitterDm." + nameof(DmSandbox);

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
        => ArgumentText.Unwrap(inputData) switch
        {
            DmSandbox sandbox => sandbox,
            null => throw ArgumentText.Rejected(
                $"The sandbox is null. Give the object that Start-DmSandbox returned, or omit the parameter if only one is running."),
            PSObject other
                when other.TypeNames.Contains(Serialized)
                    && Uri.TryCreate(TextOf(other, nameof(DmSandbox.ApiBaseUri)), UriKind.Absolute, out var address) => new DmSandbox
            {
                ApiBaseUri = address,
                AccessToken = TextOf(other, nameof(DmSandbox.AccessToken)),
                AppToken = TextOf(other, nameof(DmSandbox.AppToken)),
                ChatKey = TextOf(other, nameof(DmSandbox.ChatKey)),
                ChatKeyVersion = TextOf(other, nameof(DmSandbox.ChatKeyVersion)),
                Accounts = [],
            },
            Uri { IsAbsoluteUri: true } address => At(address),
            int port and > 0 and <= 65535 => At(new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri),
            string text
                when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 => At(
                new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", port).Uri),
            string text
                when Uri.TryCreate(text, UriKind.Absolute, out var address)
                    && string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) => At(address),
            var other => throw ArgumentText.NotA(
                other,
                "a sandbox. Give the object that Start-DmSandbox returned, its address or its port."),
        };

    private static DmSandbox At(Uri address)
        => new()
        {
            ApiBaseUri = address,
            AccessToken = "",
            AppToken = "",
            ChatKey = "",
            ChatKeyVersion = "",
            Accounts = [],
        };

    private static string TextOf(PSObject value, string property) => value.Properties[property]?.Value?.ToString() ?? "";
}
