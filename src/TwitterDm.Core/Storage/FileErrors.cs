namespace TwitterDm.Storage;

/// <summary>Creates the errors about a file: only the code that owns it knows what the file is for, and how to fix it.</summary>
/// <param name="Unwritable">It cannot be written; the old content is unchanged.</param>
/// <param name="Unreadable">It cannot be read.</param>
/// <param name="Unfit">It is not the expected kind of file, and is left unchanged; receives the reason.</param>
internal sealed record FileErrors(
    Func<string, Exception, DmException> Unwritable,
    Func<string, Exception, DmException> Unreadable,
    Func<string, string, DmException> Unfit);
