using TwitterDm.Profiles;

namespace TwitterDm.StoreWorker;

/// <summary>Single operations that each take the lock.</summary>
internal static class ProfileStoreExtensions
{
    public static async Task CheckWritableAsync(this IProfileStore store, CancellationToken cancellationToken)
    {
        using var locked = await store.LockAsync(cancellationToken);
        await locked.CheckWritableAsync(cancellationToken);
    }

    public static async Task WriteAsync(this IProfileStore store, StoredProfile profile, CancellationToken cancellationToken)
    {
        using var locked = await store.LockAsync(cancellationToken);
        await locked.WriteAsync(profile, cancellationToken);
    }
}
