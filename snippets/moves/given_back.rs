//@ compiles
//@ fixes filed_if_paid
fn file(
    invoice: String,
    paid: bool,
    archive: &mut Vec<String>,
) -> Option<String> {
    if paid {
        archive.push(invoice);
        return None;
    }
    Some(invoice)
}

fn main() {
    let mut archive = Vec::new();
    let invoice = String::from("No. 7");
    if let Some(open) = file(invoice, false, &mut archive) {
        println!("still open: {open}");
    }
    println!("{} filed", archive.len());
}
