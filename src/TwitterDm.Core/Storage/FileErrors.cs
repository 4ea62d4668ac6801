namespace TwitterDm.Storage;

/// <summary>Creates the errors about a file: only its owner knows what the file is for, and what to do about it.</summary>
/// <param name="Unwritable">It cannot be written; the old content is unchanged.</param>
/// <param name="Unreadable">It cannot be read.</param>
/// <param name="Unfit">It is not what it should be, and is left unchanged; with the reason.</param>
internal sealed record FileErrors(
    Func<string, Exception, DmException> Unwritable, Func<string, Exception, DmException> Unreadable, Func<string, string, DmException> Unfit);
