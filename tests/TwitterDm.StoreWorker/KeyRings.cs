using TwitterDm.Profiles;

namespace TwitterDm.StoreWorker;

/// <summary>The keyrings of tests, by name, the same in every process.</summary>
internal static class KeyRings
{
    /// <summary>A host without a keyring.</summary>
    public const string None = "none";

    /// <summary>A folder of keys.</summary>
    public const string Folder = "folder";

    /// <summary>The platform's keyring.</summary>
    public const string Platform = "platform";

    public static IKeyRing? Named(string name, string folder) => name switch
    {
        None => new NoKeyRing(),
        Folder => new FolderKeyRing(folder + "-keys"),
        Platform => null,
        _ => throw new ArgumentException($"There is no keyring '{name}'.", nameof(name)),
    };
}

/// <summary>A host without a keyring.</summary>
internal sealed class NoKeyRing : IKeyRing
{
    public string Name => "the keyring of tests";

    public bool IsOptional => true;

    public Task<byte[]?> ReadAsync(string keyId, CancellationToken cancellationToken) => throw Gone();

    public Task WriteAsync(string keyId, string profileName, byte[] key, CancellationToken cancellationToken) => throw Gone();

    public Task VerifyAsync(CancellationToken cancellationToken) => throw Gone();

    public Task RemoveAsync(string keyId, CancellationToken cancellationToken) => Task.CompletedTask;

    private static KeyRingException Gone() => new("there is no keyring here");
}

/// <summary>A keyring with one file per key, available until the test removes it.</summary>
internal sealed class FolderKeyRing(string folder) : IKeyRing
{
    public string Name => "the keyring of tests";

    public bool IsOptional { get; init; }

    /// <summary>Whether it is available.</summary>
    public bool IsThere { get; set; } = true;

    /// <summary>How often a key was read.</summary>
    public int Reads { get; private set; }

    public Task<byte[]?> ReadAsync(string keyId, CancellationToken cancellationToken)
    {
        CheckThere();
        Reads++;
        return Task.FromResult(File.Exists(PathOf(keyId)) ? File.ReadAllBytes(PathOf(keyId)) : null);
    }

    public Task WriteAsync(string keyId, string profileName, byte[] key, CancellationToken cancellationToken)
    {
        CheckThere();
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(PathOf(keyId), key);
        return Task.CompletedTask;
    }

    public Task VerifyAsync(CancellationToken cancellationToken)
    {
        CheckThere();
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string keyId, CancellationToken cancellationToken)
    {
        File.Delete(PathOf(keyId));
        return Task.CompletedTask;
    }

    private void CheckThere()
    {
        if (!IsThere)
            throw new KeyRingException("it is locked");
    }

    private string PathOf(string keyId) => Path.Combine(folder, keyId);
}
