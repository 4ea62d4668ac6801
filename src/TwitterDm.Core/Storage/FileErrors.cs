namespace TwitterDm.Storage;

/// <summary>What is said when a file cannot be used: only who keeps it knows what it is, and what to do about it.</summary>
/// <param name="Unwritable">It cannot be written; what was there is there.</param>
/// <param name="Unreadable">It cannot be read.</param>
/// <param name="Unfit">It is not what it should be, and is left alone; with the reason.</param>
internal sealed record FileErrors(
    Func<string, Exception, DmException> Unwritable, Func<string, Exception, DmException> Unreadable, Func<string, string, DmException> Unfit);
