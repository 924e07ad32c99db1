/**
 * A QR code from its rows of 0 and 1, as main draws it, with the four white modules around it that a reader needs (ISO/IEC
 * 18004). Black on white whatever the theme.
 */
export function QrPicture(props: {
  readonly rows: readonly string[];
  readonly label: string;
  readonly className?: string;
}) {
  const { rows, className } = props;
  const edge = rows.length + 8;
  return (
    <svg
      {...(className === undefined ? {} : { className })}
      viewBox={`0 0 ${edge} ${edge}`}
      role="img"
      aria-label={props.label}
      shapeRendering="crispEdges"
    >
      <rect width={edge} height={edge} fill="#fff" />
      <path
        fill="#000"
        d={rows
          .flatMap((row, y) => Array.from(row, (dot, x) => (dot === '1' ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
          .join('')}
      />
    </svg>
  );
}
