using System.Security.Cryptography;
using Microsoft.Identity.Client.Extensions.Msal;
using MsalStorage = Microsoft.Identity.Client.Extensions.Msal.Storage;
using TwitterDm.Text;

namespace TwitterDm.Profiles;

/// <summary>
/// DPAPI, the Keychain or the Secret Service, through Extensions.Msal. Its calls block while the desktop prompts for a password, so
/// they run on another thread, with a time-out. The library is loaded here and in <see cref="ProfileLock"/> only, when a profile is used.
/// </summary>
/// <param name="folder">The profiles' folder: on Windows a key is a file there, encrypted by DPAPI.</param>
/// <param name="clock">Measures the time-out.</param>
internal sealed class PlatformKeyRing(ProfileFolder folder, TimeProvider clock) : IKeyRing
{
    private const string Application = "TwitterDm";
    private const string Schema = "twitterdm.profile";
    private const string KeyFileSuffix = ".key";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => OperatingSystem.IsWindows() ? "DPAPI" : OperatingSystem.IsMacOS() ? "the Keychain" : "the Secret Service";

    public bool IsOptional => !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    public async Task<byte[]?> ReadAsync(string keyId, CancellationToken cancellationToken)
    {
        var key = await RunAsync(() => StorageOf(keyId, Application).ReadData(), cancellationToken).ConfigureAwait(false);
        return key.Length > 0 ? key : null;
    }

    // The library can fail to write a file without an error, so the key is read back.
    public async Task WriteAsync(string keyId, string profileName, byte[] key, CancellationToken cancellationToken)
    {
        await RunAsync(() => Write(StorageOf(keyId, $"{Application}: key of the profile {profileName}"), keyId, key), cancellationToken)
            .ConfigureAwait(false);
        var read = await ReadAsync(keyId, cancellationToken).ConfigureAwait(false);
        if (read is null || !CryptographicOperations.FixedTimeEquals(read, key))
            throw new KeyRingException($"{Name} accepted a key and does not return it");
    }

    public Task VerifyAsync(CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            StorageOf("verification", Application).VerifyPersistence();
            return true;
        },
        cancellationToken);

    public async Task RemoveAsync(string keyId, CancellationToken cancellationToken)
    {
        try
        {
            await RunAsync(
                () =>
                {
                    StorageOf(keyId, Application).Clear(ignoreExceptions: true);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (KeyRingException)
        {
            // A key without its file decrypts nothing.
        }
    }

    private bool Write(MsalStorage storage, string keyId, byte[] key)
    {
        storage.WriteData(key);

        // The library leaves an empty file beside a keyring's entry, as a signal of changes that we do not use.
        if (!OperatingSystem.IsWindows())
            File.Delete(folder.File(keyId + KeyFileSuffix));
        return true;
    }

    private MsalStorage StorageOf(string keyId, string label) => MsalStorage.Create(
        new StorageCreationPropertiesBuilder(keyId + KeyFileSuffix, folder.Path)
            .WithMacKeyChain(Application, keyId)
            .WithLinuxKeyring(Schema, "default", label, new("application", Application), new("key", keyId))
            .Build());

    private async Task<T> RunAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(call, cancellationToken).WaitAsync(Patience, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new KeyRingException($"{Name} did not respond within {Patience.TotalSeconds:0} seconds", exception);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or KeyRingException))
        {
            throw new KeyRingException(
                $"{Name} is unavailable ({VisibleText.Of(MessageOf(exception.GetBaseException()), 200)})",
                exception);
        }
    }

    // The library wraps the Secret Service's own message in a sentence for programmers.
    private static string MessageOf(Exception exception)
    {
        if (exception is DllNotFoundException)
            return "libsecret is not installed";
        const string Before = "message:'";
        var start = exception.Message.IndexOf(Before, StringComparison.Ordinal);
        return start < 0 ? exception.Message : exception.Message[(start + Before.Length)..].Split('\'')[0];
    }
}
