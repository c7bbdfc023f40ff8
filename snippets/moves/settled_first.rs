//@ compiles
//@ fixes filed_if_paid
fn settle(invoice: String, paid: bool, archive: &mut Vec<String>) {
    println!("settled {invoice}");
    if paid {
        archive.push(invoice);
    }
}

fn main() {
    let mut archive = Vec::new();
    settle(String::from("No. 7"), false, &mut archive);
    println!("{} filed", archive.len());
}
