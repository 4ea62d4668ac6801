namespace TwitterDm.Profiles;

/// <summary>The saved sign-ins in a secret vault.</summary>
/// <param name="vault">The vault.</param>
/// <param name="folder">The folder of the locks.</param>
internal sealed class VaultProfileDirectory(ISecretVault vault, ProfileFolder folder) : ProfileDirectory
{
    // A vault also contains other secrets; the prefix identifies ours.
    private const string Prefix = "TwitterDm-";

    public override async Task<IReadOnlyList<DmProfile>> ListAsync(CancellationToken cancellationToken = default)
    {
        var names = await Task.Run(() => vault.FindNames(Prefix), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        var profiles = new List<DmProfile>();
        foreach (var name in names.Select(name => name[Prefix.Length..]).Where(ProfileName.IsValid).Order(StringComparer.OrdinalIgnoreCase))
            profiles.Add(await DescribeAsync(name, cancellationToken).ConfigureAwait(false));
        return profiles;
    }

    public override async Task<bool> RemoveAsync(string name, CancellationToken cancellationToken = default)
    {
        var secret = SecretOf(name);
        return await Task.Run(() => Remove(secret), cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    internal override IProfileStore Open(string name) => new VaultProfileStore(folder, vault, SecretOf(name));

    private static string SecretOf(string name) => Prefix + ProfileName.Check(name);

    private bool Remove(string secret)
    {
        if (vault.Read(secret) is null)
            return false;
        vault.Remove(secret);
        return true;
    }

    private async Task<DmProfile> DescribeAsync(string name, CancellationToken cancellationToken)
    {
        var store = Open(name);
        try
        {
            var profile = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
            return new()
            {
                Name = name,
                Username = profile?.Username,
                UserId = profile?.UserId,
                AuthenticationMethod = profile?.Method.ToString(),
                SavedAtUtc = profile?.SavedAt,
                ExpiresAtUtc = profile?.ExpiresAt,
                HasChatKey = profile?.ChatKey is not null,
                Path = store.Place,
                SecretVault = vault.Name,
            };
        }
        catch (DmException exception)
        {
            return new() { Name = name, Path = store.Place, SecretVault = vault.Name, Problem = exception.Message };
        }
    }
}
