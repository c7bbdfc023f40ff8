//@ error E0382
fn settle(invoice: String, paid: bool, archive: &mut Vec<String>) {
    if paid {
        archive.push(invoice);
    }
    println!("settled {invoice}"); //~ E0382
}

fn main() {
    let mut archive = Vec::new();
    settle(String::from("No. 7"), false, &mut archive);
    println!("{} filed", archive.len());
}
