namespace TwitterDm;

/// <summary>Which of the files of an attachment is saved.</summary>
public enum DmMediaVariantChoice
{
    /// <summary>The file with the highest bit rate.</summary>
    Best,

    /// <summary>The file with the lowest bit rate.</summary>
    Smallest,

    /// <summary>The still picture of a video or GIF.</summary>
    Preview,
}
