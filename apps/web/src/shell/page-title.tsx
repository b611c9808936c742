import { useEffect, useRef } from "preact/hooks";

/** Heading of a page; takes the focus when the page comes up, so that reading goes on there. */
export function PageTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, []);
  return (
    <h2 class="first" tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}
