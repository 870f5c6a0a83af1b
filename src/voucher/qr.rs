//! A code as a picture that a till reads.

use crate::wire::Json;
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around a symbol, which readers need.
const QUIET: i32 = 4;

/// An SVG of one path, a module being one unit; `None` for a text too long for any symbol.
#[inline(never)]
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let side = Json::of(&(size + 2 * QUIET));
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let run = (x..size).take_while(|x| code.get_module(*x, y)).fold(0, |length, _| length + 1);
            if run > 0 {
                path.extend(["M", &Json::of(&(x + QUIET)), " ", &Json::of(&(y + QUIET)), "h", &Json::of(&run)]);
                path.extend(["v1h-", &Json::of(&run), "z"]);
            }
            x += run + 1;
        }
    }
    let head = r#"<svg xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" viewBox="0 0 "#;
    Some([head, &side, " ", &side, r#""><path d=""#, &path, r#""/></svg>"#].concat())
}
